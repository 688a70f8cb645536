//! CREATE, MERGE, SET, REMOVE: what is made and changed.

use std::sync::Arc;

use crate::error::Result;
use crate::graph::Direction;
use crate::model::Span;
use crate::query::analyzer::{Analyzer, compile};
use crate::query::ast::{
    self, Arrow, ExprKind as Ast, LabelExpr, Name, NodePattern, PathPattern, RelationshipPattern,
};
use crate::query::resolved::{Creation, Expr, ExprKind, Key, Labels, Merge, Pattern, SetItem, Slot};
use crate::query::types::Types;

impl Analyzer<'_> {
    pub(super) fn create(&mut self, patterns: &[PathPattern]) -> Result<Vec<Creation>> {
        let mut list = Vec::new();
        for pattern in patterns {
            if pattern.shortest.is_some() {
                let message = "shortestPath finds paths and cannot create one";
                return Err(compile("UnexpectedSyntax", message, pattern.span.0));
            }
            self.create_path(pattern, &mut list)?;
        }
        Ok(list)
    }

    fn create_path(&mut self, path: &PathPattern, into: &mut Vec<Creation>) -> Result<()> {
        if let Some(name) = &path.name {
            self.check_free(name)?;
        }
        let mut nodes = vec![self.create_node(&path.first, path.steps.is_empty(), into)?];
        let mut relationships = Vec::new();
        for (edge, node) in &path.steps {
            let from = nodes[nodes.len() - 1];
            let to = self.create_node(node, false, into)?;
            relationships.push(self.create_relationship(edge, from, to, into)?);
            nodes.push(to);
        }
        if let Some(name) = &path.name {
            let slot = self.new_slot();
            self.bind(name.text.clone(), slot, Types::PATH);
            into.push(Creation::Path { slot, nodes, relationships });
        }
        Ok(())
    }

    fn create_node(&mut self, node: &NodePattern, alone: bool, into: &mut Vec<Creation>) -> Result<Slot> {
        if let Some(filter) = &node.filter {
            return Err(compile("UnexpectedSyntax", "WHERE cannot stand in what is created", filter.span.0));
        }
        if let Some(name) = &node.name
            && let Some(variable) = self.scope.find(&name.text).cloned()
        {
            if alone || node.labels.is_some() || node.properties.is_some() {
                let message = format!("{} is bound already and cannot be created again", name.text);
                return Err(compile("VariableAlreadyBound", message, name.span)
                    .hint("use SET to change it, or another name"));
            }
            if !variable.types.may_be(Types::NODE) {
                let message = format!("{} is {} and no node", name.text, variable.types);
                return Err(compile("VariableTypeConflict", message, name.span));
            }
            self.used.push(variable.slot);
            return Ok(variable.slot);
        }
        let labels = node.labels.as_ref().map(created_labels).transpose()?.unwrap_or_default();
        let properties = self.created_properties(node.properties.as_ref())?;
        let slot = self.new_slot();
        if let Some(name) = &node.name {
            self.bind(name.text.clone(), slot, Types::NODE);
        }
        into.push(Creation::Node { slot, labels, properties });
        Ok(slot)
    }

    fn create_relationship(
        &mut self,
        edge: &RelationshipPattern,
        left: Slot,
        right: Slot,
        into: &mut Vec<Creation>,
    ) -> Result<Slot> {
        let span = edge.span.0;
        if let Some(name) = &edge.name {
            self.check_free(name)?;
        }
        self.check_created(edge, false)?;
        let (from, to) = if edge.arrow == Arrow::Left { (right, left) } else { (left, right) };
        let properties = self.created_properties(edge.properties.as_ref())?;
        let slot = self.new_slot();
        if let Some(name) = &edge.name {
            self.bind(name.text.clone(), slot, Types::RELATIONSHIP);
        }
        let kind = edge.types[0].text.clone();
        into.push(Creation::Relationship { slot, kind, from, to, properties, span });
        Ok(slot)
    }

    /// A relationship to be made has one type, one direction (MERGE may leave it open) and one length.
    fn check_created(&self, edge: &RelationshipPattern, either_way: bool) -> Result<()> {
        let span = edge.span.0;
        if edge.length.is_some() {
            return Err(compile(
                "CreatingVarLength",
                "a relationship of variable length cannot be made",
                span,
            ));
        }
        if edge.types.len() != 1 {
            let message = "a relationship to be made needs exactly one type";
            return Err(compile("NoSingleRelationshipType", message, span).hint("write -[:TYPE]->"));
        }
        if matches!(edge.arrow, Arrow::None | Arrow::Both) && !either_way {
            let message = "a relationship to be made needs one direction";
            return Err(compile("RequiresDirectedRelationship", message, span).hint("write -[…]-> or <-[…]-"));
        }
        Ok(())
    }

    fn created_properties(&mut self, properties: Option<&ast::Expr>) -> Result<Option<Expr>> {
        properties.map(|properties| self.expression(properties).map(|(expr, _)| expr)).transpose()
    }

    pub(super) fn merge(
        &mut self,
        pattern: &PathPattern,
        on_create: &[ast::SetItem],
        on_match: &[ast::SetItem],
    ) -> Result<Merge> {
        self.check_merge(pattern)?;
        let find = self.match_patterns(std::slice::from_ref(pattern), None, false, true)?;
        let create = creations(&find.pattern)?;
        let on_create = self.set_items(on_create, false)?;
        let on_match = self.set_items(on_match, false)?;
        Ok(Merge { find, create, on_create, on_match })
    }

    fn check_merge(&self, pattern: &PathPattern) -> Result<()> {
        let nodes = std::iter::once(&pattern.first).chain(pattern.steps.iter().map(|(_, node)| node));
        for node in nodes {
            let bound = node.name.as_ref().filter(|name| self.scope.find(&name.text).is_some());
            let more = node.labels.is_some() || node.properties.is_some() || pattern.steps.is_empty();
            if let (Some(name), true) = (bound, more) {
                return Err(bound_already(name));
            }
        }
        for (edge, _) in &pattern.steps {
            if let Some(name) = &edge.name {
                self.check_free(name)?;
            }
            self.check_created(edge, true)?;
        }
        Ok(())
    }

    pub(super) fn set_items(&mut self, items: &[ast::SetItem], remove: bool) -> Result<Vec<SetItem>> {
        items.iter().map(|item| self.set_item(item, remove)).collect()
    }

    fn set_item(&mut self, item: &ast::SetItem, remove: bool) -> Result<SetItem> {
        Ok(match item {
            ast::SetItem::Property { target, key, value } => {
                let (target, types) = self.expression(target)?;
                self.must_be(types, Types::NODE | Types::RELATIONSHIP, target.span, "SET")?;
                let value = self.expression(value)?.0;
                SetItem::Property { target, key: key.text.clone(), value }
            }
            ast::SetItem::All { target, value, add } => {
                let target = self.target(target, Types::NODE | Types::RELATIONSHIP)?;
                let (value, types) = self.expression(value)?;
                let maps = Types::MAP | Types::NODE | Types::RELATIONSHIP;
                self.must_be(types, maps, value.span, "SET")?;
                SetItem::All { target, value, add: *add }
            }
            ast::SetItem::Labels { target, labels } => {
                let target = self.target(target, Types::NODE)?;
                let labels = labels.iter().map(|label| label.text.clone()).collect();
                SetItem::Labels { target, labels, remove }
            }
        })
    }

    fn target(&mut self, name: &Name, wanted: Types) -> Result<Expr> {
        let variable = ast::Expr::new(Ast::Variable(name.text.clone()), name.span);
        let (target, types) = self.expression(&variable)?;
        self.must_be(types, wanted, name.span, "SET")?;
        Ok(target)
    }
}

/// How to make what was looked for in vain. A relationship without direction is made from left to right.
fn creations(pattern: &Pattern) -> Result<Vec<Creation>> {
    let mut list = Vec::new();
    for node in pattern.nodes.iter().filter(|node| !node.bound) {
        let mut labels = Vec::new();
        for label in &node.labels {
            merged_labels(label, &mut labels)?;
        }
        list.push(Creation::Node { slot: node.slot, labels, properties: as_map(&node.properties) });
    }
    for edge in &pattern.relationships {
        let (left, right) = (pattern.nodes[edge.from].slot, pattern.nodes[edge.to].slot);
        let (from, to) = if edge.direction == Direction::Incoming { (right, left) } else { (left, right) };
        let properties = as_map(&edge.properties);
        let kind = edge.types[0].name.clone();
        list.push(Creation::Relationship {
            slot: edge.slot,
            kind,
            from,
            to,
            properties,
            span: Span::default(),
        });
    }
    for path in &pattern.paths {
        let nodes = path.nodes.iter().map(|place| pattern.nodes[*place].slot).collect();
        let relationships =
            path.relationships.iter().map(|place| pattern.relationships[*place].slot).collect();
        list.push(Creation::Path { slot: path.slot, nodes, relationships });
    }
    Ok(list)
}

fn as_map(properties: &[(Key, Expr)]) -> Option<Expr> {
    let span = properties.first()?.1.span;
    let entries = properties.iter().map(|(key, value)| (key.name.clone(), value.clone())).collect();
    Some(Expr::new(ExprKind::Map(entries), span))
}

fn merged_labels(labels: &Labels, into: &mut Vec<Arc<str>>) -> Result<()> {
    match labels {
        Labels::One(symbol) => into.push(symbol.name.clone()),
        Labels::And(list) => list.iter().try_for_each(|labels| merged_labels(labels, into))?,
        Labels::Any | Labels::Not(_) | Labels::Or(_) => {
            let message = "what is created has plain labels: no |, ! or %";
            return Err(crate::query::parser::syntax("UnexpectedSyntax", message, None));
        }
    }
    Ok(())
}

fn bound_already(name: &Name) -> crate::error::Error {
    let message = format!("{} is bound already and cannot be created again", name.text);
    compile("VariableAlreadyBound", message, name.span)
}

fn created_labels(labels: &LabelExpr) -> Result<Vec<Arc<str>>> {
    match labels {
        LabelExpr::Name(name) => Ok(vec![name.text.clone()]),
        LabelExpr::And(list) => {
            let lists: Result<Vec<_>> = list.iter().map(created_labels).collect();
            Ok(lists?.concat())
        }
        _ => {
            let message = "what is created has plain labels: no |, ! or %";
            Err(crate::query::parser::syntax(
                "UnexpectedSyntax",
                message,
                first_name(labels).map(|name| name.span),
            ))
        }
    }
}

fn first_name(labels: &LabelExpr) -> Option<&Name> {
    match labels {
        LabelExpr::Name(name) => Some(name),
        LabelExpr::Any => None,
        LabelExpr::Not(inner) => first_name(inner),
        LabelExpr::And(list) | LabelExpr::Or(list) => list.iter().find_map(first_name),
    }
}
