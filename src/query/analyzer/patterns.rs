//! Patterns that are looked for: which variables they bind, which they expect.

use crate::error::Result;
use crate::graph::Direction;
use crate::query::analyzer::{Analyzer, compile};
use crate::query::ast::{self, Arrow, ExprKind, LabelExpr, Name, PathPattern};
use crate::query::resolved::{Expr, Key, Labels, Match, Node, Path, Pattern, Relationship, Slot};
use crate::query::types::Types;

/// Places of nodes and of relationships in a pattern.
type Places = (Vec<usize>, Vec<usize>);

#[derive(Clone, Copy)]
struct Binding {
    /// Variables with lower slots were bound before the clause.
    first_slot: Slot,
    new_names: bool,
}

impl Analyzer<'_> {
    /// MATCH, with `new_names` false for a pattern that stands as a predicate and so may bind nothing.
    pub(super) fn match_patterns(
        &mut self,
        patterns: &[PathPattern],
        filter: Option<&ast::Expr>,
        optional: bool,
        new_names: bool,
    ) -> Result<Match> {
        let binding = Binding { first_slot: self.width, new_names };
        let mut found =
            Match { optional, pattern: Pattern::default(), filters: Vec::new(), introduced: Vec::new() };
        // Names first: a property may speak of a variable to its right.
        let mut places = Vec::new();
        for pattern in patterns {
            places.push(self.bind_path(pattern, &mut found.pattern, binding)?);
        }
        for (path, (nodes, relationships)) in patterns.iter().zip(places) {
            self.node_details(&path.first, nodes[0], &mut found)?;
            for (number, (edge, node)) in path.steps.iter().enumerate() {
                self.relationship_details(edge, relationships[number], &mut found)?;
                self.node_details(node, nodes[number + 1], &mut found)?;
            }
        }
        if let Some(filter) = filter {
            self.conjuncts(filter, &mut found.filters)?;
        }
        found.introduced = introduced(&found.pattern);
        Ok(found)
    }

    /// Splits a predicate at its ANDs.
    pub(super) fn conjuncts(&mut self, filter: &ast::Expr, into: &mut Vec<Expr>) -> Result<()> {
        if let ExprKind::And(terms) = &filter.kind {
            for term in terms {
                self.conjuncts(term, into)?;
            }
            return Ok(());
        }
        let expr = self.predicate(filter)?;
        into.push(expr);
        Ok(())
    }

    /// Binds a path's variables; gives the places of its nodes and relationships in the pattern.
    fn bind_path(&mut self, path: &PathPattern, pattern: &mut Pattern, binding: Binding) -> Result<Places> {
        self.check_path_name(path.name.as_ref())?;
        let mut nodes = vec![self.bind_node(&path.first, pattern, binding)?];
        let mut relationships = Vec::new();
        for (relationship, node) in &path.steps {
            let from = nodes[nodes.len() - 1];
            let place = self.bind_relationship(relationship, pattern, binding)?;
            let to = self.bind_node(node, pattern, binding)?;
            let edge = &mut pattern.relationships[place];
            (edge.from, edge.to, edge.shortest) = (from, to, path.shortest);
            nodes.push(to);
            relationships.push(place);
        }
        self.check_path_name(path.name.as_ref())?;
        if let Some(name) = &path.name {
            let slot = self.new_slot();
            self.bind(name.text.clone(), slot, Types::PATH);
            pattern.paths.push(Path { slot, nodes: nodes.clone(), relationships: relationships.clone() });
        }
        Ok((nodes, relationships))
    }

    fn check_path_name(&self, name: Option<&Name>) -> Result<()> {
        match name {
            Some(name) if self.scope.find(&name.text).is_some() => {
                let message = format!("{} is bound already; a path needs a name of its own", name.text);
                Err(compile("VariableAlreadyBound", message, name.span))
            }
            _ => Ok(()),
        }
    }

    fn bind_node(
        &mut self,
        node: &ast::NodePattern,
        pattern: &mut Pattern,
        binding: Binding,
    ) -> Result<usize> {
        let mut bound = false;
        let slot = match &node.name {
            None => self.new_slot(),
            Some(name) => match self.scope.find(&name.text).cloned() {
                Some(variable) => {
                    if !variable.types.may_be(Types::NODE) {
                        return Err(conflict(name, variable.types, "a node"));
                    }
                    self.used.push(variable.slot);
                    let again = pattern.nodes.iter().position(|node| node.slot == variable.slot);
                    if let Some(place) = again {
                        return Ok(place);
                    }
                    bound = variable.slot < binding.first_slot;
                    variable.slot
                }
                None if !binding.new_names => return Err(self.undefined(&name.text, name.span)),
                None => {
                    let slot = self.new_slot();
                    self.bind(name.text.clone(), slot, Types::NODE);
                    slot
                }
            },
        };
        pattern.nodes.push(Node { slot, bound, labels: Vec::new(), properties: Vec::new() });
        Ok(pattern.nodes.len() - 1)
    }

    fn bind_relationship(
        &mut self,
        edge: &ast::RelationshipPattern,
        pattern: &mut Pattern,
        binding: Binding,
    ) -> Result<usize> {
        let types = match edge.length {
            Some(_) => Types::list_of(Types::RELATIONSHIP),
            None => Types::RELATIONSHIP,
        };
        let mut bound = false;
        let slot = match &edge.name {
            None => self.new_slot(),
            Some(name) => match self.scope.find(&name.text).cloned() {
                Some(variable) => {
                    if !variable.types.may_be(types) || !variable.types.element().may_be(types.element()) {
                        return Err(conflict(name, variable.types, "a relationship"));
                    }
                    if pattern.relationships.iter().any(|other| other.slot == variable.slot) {
                        let message = format!(
                            "{} stands twice in one pattern, and no relationship is walked twice",
                            name.text
                        );
                        return Err(compile("RelationshipUniquenessViolation", message, name.span));
                    }
                    self.used.push(variable.slot);
                    bound = true;
                    variable.slot
                }
                None if !binding.new_names => return Err(self.undefined(&name.text, name.span)),
                None => {
                    let slot = self.new_slot();
                    self.bind(name.text.clone(), slot, types);
                    slot
                }
            },
        };
        let direction = match edge.arrow {
            Arrow::Right => Direction::Outgoing,
            Arrow::Left => Direction::Incoming,
            Arrow::None | Arrow::Both => Direction::Both,
        };
        let length = edge.length.map(|(low, high)| (low.unwrap_or(1), high));
        pattern.relationships.push(Relationship {
            slot,
            bound,
            from: 0,
            to: 0,
            direction,
            types: Vec::new(),
            properties: Vec::new(),
            length,
            shortest: None,
        });
        Ok(pattern.relationships.len() - 1)
    }

    fn node_details(&mut self, node: &ast::NodePattern, place: usize, found: &mut Match) -> Result<()> {
        if let Some(labels) = &node.labels {
            let labels = self.labels(labels)?;
            found.pattern.nodes[place].labels.push(labels);
        }
        let properties = self.pattern_properties(node.properties.as_ref())?;
        found.pattern.nodes[place].properties.extend(properties);
        if let Some(filter) = &node.filter {
            self.conjuncts(filter, &mut found.filters)?;
        }
        Ok(())
    }

    fn relationship_details(
        &mut self,
        edge: &ast::RelationshipPattern,
        place: usize,
        found: &mut Match,
    ) -> Result<()> {
        for name in &edge.types {
            let kind = self.edge_type(name)?;
            found.pattern.relationships[place].types.push(kind);
        }
        let properties = self.pattern_properties(edge.properties.as_ref())?;
        found.pattern.relationships[place].properties = properties;
        if let Some(filter) = &edge.filter {
            self.conjuncts(filter, &mut found.filters)?;
        }
        Ok(())
    }

    fn pattern_properties(&mut self, properties: Option<&ast::Expr>) -> Result<Vec<(Key, Expr)>> {
        let Some(properties) = properties else { return Ok(Vec::new()) };
        let ExprKind::Map(entries) = &properties.kind else {
            let message = "a parameter cannot stand for all properties of a pattern that is looked for";
            let error = compile("InvalidParameterUse", message, properties.span.0);
            return Err(error.hint("write {name: $name}"));
        };
        let mut list = Vec::new();
        for (name, value) in entries {
            list.push((self.property_key(name, true)?, self.expression(value)?.0));
        }
        Ok(list)
    }

    /// The labels of a pattern or a predicate.
    pub(super) fn labels(&mut self, labels: &LabelExpr) -> Result<Labels> {
        Ok(match labels {
            LabelExpr::Name(name) => Labels::One(self.label(name)?),
            LabelExpr::Any => Labels::Any,
            LabelExpr::Not(inner) => Labels::Not(Box::new(self.labels(inner)?)),
            LabelExpr::And(list) => Labels::And(self.label_list(list)?),
            LabelExpr::Or(list) => Labels::Or(self.label_list(list)?),
        })
    }

    /// The types of a predicate about a relationship, `r:KNOWS`.
    pub(super) fn type_labels(&mut self, labels: &LabelExpr) -> Result<Labels> {
        let mut each =
            |list: &[LabelExpr]| list.iter().map(|l| self.type_labels(l)).collect::<Result<Vec<_>>>();
        Ok(match labels {
            LabelExpr::Name(name) => Labels::One(self.edge_type(name)?),
            LabelExpr::Any => Labels::Any,
            LabelExpr::Not(inner) => Labels::Not(Box::new(self.type_labels(inner)?)),
            LabelExpr::And(list) => Labels::And(each(list)?),
            LabelExpr::Or(list) => Labels::Or(each(list)?),
        })
    }

    fn label_list(&mut self, list: &[LabelExpr]) -> Result<Vec<Labels>> {
        list.iter().map(|labels| self.labels(labels)).collect()
    }
}

fn introduced(pattern: &Pattern) -> Vec<Slot> {
    let nodes = pattern.nodes.iter().filter(|node| !node.bound).map(|node| node.slot);
    let edges = pattern.relationships.iter().filter(|edge| !edge.bound).map(|edge| edge.slot);
    nodes.chain(edges).chain(pattern.paths.iter().map(|path| path.slot)).collect()
}

fn conflict(name: &Name, is: Types, wanted: &str) -> crate::error::Error {
    let message = format!("{} is {is} already and cannot be {wanted} too", name.text);
    compile("VariableTypeConflict", message, name.span)
}
