//! The axes of factuality while they are being read, and what becomes of them on the way up the tree.

use crate::record::{Certainty, Factuality, Tense};

/// The axes while they are being read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mood {
    pub(super) certainty: Certainty,
    pub(super) negative: bool,
    pub(super) tense: Option<Tense>,
    pub(super) conditional: bool,
}

impl Mood {
    pub(super) const PLAIN: Self =
        Self { certainty: Certainty::Certain, negative: false, tense: None, conditional: false };

    pub(super) fn label(self) -> Factuality {
        let future = self.tense == Some(Tense::Future);
        match self.certainty {
            _ if self.conditional => Factuality::Conditional,
            _ if self.negative => Factuality::Negated,
            Certainty::Possible => Factuality::Possible,
            Certainty::Probable if future => Factuality::Possible,
            _ if future => Factuality::Planned,
            _ => Factuality::Actual,
        }
    }

    /// This mood seen through what stands around it.
    pub(super) fn within(self, outer: Self) -> Self {
        Self {
            certainty: self.certainty.max(outer.certainty),
            negative: self.negative != outer.negative,
            tense: if outer.tense == Some(Tense::Future) { outer.tense } else { self.tense.or(outer.tense) },
            conditional: self.conditional || outer.conditional,
        }
    }

    /// This mood with the marks that a conjunct shares with the first one: one negation negates both.
    pub(super) fn beside(self, shared: Self) -> Self {
        Self { negative: self.negative || shared.negative, ..self.within(Self { negative: false, ..shared }) }
    }

    pub(super) fn at_least(self, certainty: Certainty) -> Self {
        Self { certainty: self.certainty.max(certainty), ..self }
    }

    pub(super) fn future(self) -> Self {
        Self { tense: Some(Tense::Future), ..self }
    }

    /// What is given in return for something of this mood.
    pub(super) fn given_in_return(self) -> Self {
        let doubt = if self.negative { Certainty::Possible } else { Certainty::Certain };
        Self { negative: false, ..self }.at_least(doubt)
    }

    /// The aim of something of this mood: planned with what is planned, otherwise open.
    pub(super) fn aimed_at(self) -> Self {
        let planned = self.label() == Factuality::Planned;
        self.at_least(if planned { Certainty::Certain } else { Certainty::Possible }).future()
    }

    /// What a doubtful or denied telling leaves of its content.
    pub(super) fn of_content(self) -> Self {
        let doubt = if self.negative || self.conditional { Certainty::Possible } else { Certainty::Certain };
        Self::PLAIN.at_least(doubt)
    }
}
