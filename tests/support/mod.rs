//! What several tests need.
#![allow(dead_code)]

pub mod disk;
pub mod naive;
pub mod random;
