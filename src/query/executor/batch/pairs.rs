//! Different elements of groups: pairs of a group and an element are gathered and made distinct now and then, by
//! going through them group by group. That takes a fraction of looking each one up in a table.

/// Groups and their elements.
#[derive(Debug)]
pub struct Pairs {
    list: Vec<u64>,
    /// When there are so many, they are made distinct.
    most: usize,
}

/// So many pairs are gathered at least.
const FEW: usize = 1 << 18;
/// Elements are marked in a list of all of them where that is at most so many times as long as the pairs.
const SPARE: usize = 16;

impl Default for Pairs {
    fn default() -> Self {
        Pairs { list: Vec::new(), most: FEW }
    }
}

impl Pairs {
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Adds an element to a group for each of some rows; `known` is how many groups there are by now.
    pub fn add(&mut self, groups: &[u32], elements: &[u32], known: usize) {
        let pairs = groups.iter().zip(elements);
        self.list.extend(pairs.map(|(group, element)| u64::from(*group) << 32 | u64::from(*element)));
        self.settle_some(known);
    }

    /// Adds the pairs of another, whose groups have the given numbers here.
    pub fn merge(&mut self, mut other: Pairs, numbers: &[u32], known: usize) {
        other.settle(numbers.len());
        let numbered =
            |pair: u64| u64::from(numbers[(pair >> 32) as usize]) << 32 | pair & u64::from(u32::MAX);
        self.list.extend(other.list.into_iter().map(numbered));
        self.settle_some(known);
    }

    fn settle_some(&mut self, groups: usize) {
        if self.list.len() > self.most {
            self.settle(groups);
            self.most = (2 * self.list.len()).max(FEW);
        }
    }

    /// Makes the pairs distinct; they are then in the order of their groups.
    pub fn settle(&mut self, groups: usize) {
        let (mut ends, mut elements) = (vec![0_u32; groups + 1], vec![0_u32; self.list.len()]);
        let mut highest = 0;
        for pair in &self.list {
            ends[(pair >> 32) as usize + 1] += 1;
            highest = highest.max(*pair as u32);
        }
        let mut before = 0;
        for end in &mut ends {
            before += *end;
            *end = before;
        }
        for pair in &self.list {
            let place = &mut ends[(pair >> 32) as usize];
            elements[*place as usize] = *pair as u32;
            *place += 1;
        }
        // By now each group's end stands where its start was.
        let marks = highest as usize / SPARE < elements.len();
        let mut marked = vec![0_u32; if marks { highest as usize + 1 } else { 0 }];
        self.list.clear();
        let mut start = 0;
        for (group, end) in (0_u32..).zip(ends.iter().take(groups)) {
            let own = &mut elements[start..*end as usize];
            start = *end as usize;
            let pair = |element: u32| u64::from(group) << 32 | u64::from(element);
            if marks {
                for element in own {
                    if std::mem::replace(&mut marked[*element as usize], group + 1) != group + 1 {
                        self.list.push(pair(*element));
                    }
                }
            } else {
                own.sort_unstable();
                self.list.extend(own.chunk_by(|one, other| one == other).map(|same| pair(same[0])));
            }
        }
    }

    /// How many different elements each group has.
    pub fn counts(mut self, groups: usize) -> Vec<i64> {
        self.settle(groups);
        let mut counts = vec![0; groups];
        self.list.iter().for_each(|pair| counts[(pair >> 32) as usize] += 1);
        counts
    }

    /// Groups and elements, some perhaps several times.
    pub fn iter(&self) -> impl Iterator<Item = (usize, u32)> {
        self.list.iter().map(|pair| ((pair >> 32) as usize, *pair as u32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_counts_once_in_each_group() {
        for far in [1, 100_000_000] {
            let mut pairs = Pairs::default();
            pairs.add(&[0, 1, 0, 0, 2], &[far, far, 7, far, 9], 3);
            let mut later = Pairs::default();
            later.add(&[1, 0, 1], &[far, 7, far], 2);
            pairs.merge(later, &[3, 0], 4);
            assert_eq!(pairs.counts(5), [2, 1, 1, 1, 0]);
        }
    }

    #[test]
    fn many_pairs_are_made_distinct_on_the_way() {
        let mut pairs = Pairs::default();
        let groups: Vec<u32> = (0..1000).collect();
        for round in 0..2000_u32 {
            let elements: Vec<u32> = groups.iter().map(|group| (group + round) % 50).collect();
            pairs.add(&groups, &elements, 1000);
        }
        assert!(pairs.len() <= 2 * FEW);
        assert_eq!(pairs.counts(1000), [50; 1000]);
    }
}
