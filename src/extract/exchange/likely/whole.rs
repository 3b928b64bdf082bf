//! All exchanges that a sentence may tell: each two parties with each two gifts, or with nothing said of what one of them gives.

use std::cmp::Reverse;

use super::{
    look::{Gift, Looks},
    weights::{Weights, odds},
};

/// How many gifts a side has at most.
const GIFTS: usize = 2;
/// How many words and how many parties of a sentence are weighed with each other: the likeliest. Few sentences have more.
const MOST_WORDS: usize = 40;
const MOST_PARTIES: usize = 24;

/// What a sentence may tell, each possibility weighed against that it tells no exchange.
pub(super) struct Whole {
    pub(super) sentence: usize,
    pub(super) pairs: Vec<Pair>,
    gifts: Vec<Gift>,
    /// By how much what two gifts are to each other makes them likelier; the last stands for nothing said.
    links: Vec<Vec<f32>>,
}

/// Two parties.
#[derive(Debug)]
pub(super) struct Pair {
    pub(super) parties: [usize; 2],
    /// How likely they exchange something, against no exchange.
    pub(super) odds: f32,
    /// For each party, how likely it gives each of the gifts by itself; the last stands for nothing said.
    given: [Vec<f32>; 2],
}

impl Whole {
    /// Weighs a sentence of which is known how much speaks for that it tells any exchange.
    pub(super) fn new(looks: &Looks, sentence: usize, tells: i32) -> Self {
        let weights = Weights::shipped();
        let (gifts, own) = likeliest(looks.gifts(sentence), MOST_WORDS, |&g| weights.given(&looks.gift(sentence, g)));
        let (parties, fits) =
            likeliest(looks.parties(sentence), MOST_PARTIES, |&e| weights.party(&looks.party(sentence, e)));
        // For each gift, what speaks for each party as giver and as getter.
        let ties: Vec<Vec<[i32; 2]>> = gifts
            .iter()
            .map(|&gift| {
                looks.ties(gift, &parties).iter().map(|ties| [weights.giver(ties), weights.getter(ties)]).collect()
            })
            .collect();
        let others: Vec<i32> = gifts.iter().map(|&gift| weights.given(&looks.by_another(gift))).collect();
        let links = links(looks, sentence, &gifts);
        let given = |giver: usize, getter: usize| {
            let weight = |(at, &gift): (usize, &Gift)| {
                let by_another = looks.is_by_another(gift, [parties[giver], parties[getter]]);
                let tied = ties[at][giver][0] + ties[at][getter][1] + if by_another { others[at] } else { 0 };
                odds(own[at] + tied)
            };
            gifts.iter().enumerate().map(weight).chain([odds(weights.none_given())]).collect::<Vec<f32>>()
        };
        let pair = |(one, other): (usize, usize)| {
            let both = [parties[one], parties[other]];
            let fit = fits[one] + fits[other] + weights.pair(&looks.pair(sentence, both[0], both[1]));
            let given = [given(one, other), given(other, one)];
            let sum: f32 = given[0].iter().zip(&links).map(|(own, links)| own * behind(&given[1], links)).sum();
            Pair { parties: both, odds: odds(tells + fit) * sum, given }
        };
        let all = (0..parties.len()).flat_map(|one| (one + 1..parties.len()).map(move |other| (one, other)));
        let pairs = all.map(pair).collect();
        Self { sentence, pairs, gifts, links }
    }

    /// The likeliest of some pairs.
    pub(super) fn best(&self, some: impl Fn(&Pair) -> bool) -> Option<&Pair> {
        self.pairs.iter().filter(|pair| some(pair)).reduce(|best, pair| if pair.odds > best.odds { pair } else { best })
    }

    /// What each of two parties gives: the likeliest two gifts together, and another of a side that is likely.
    pub(super) fn gifts(&self, pair: &Pair) -> [Vec<Gift>; 2] {
        let all = 0..=self.gifts.len();
        let together = |i: usize, j: usize| pair.given[0][i] * pair.given[1][j] * self.links[i][j];
        let both = all.clone().flat_map(|i| all.clone().map(move |j| (i, j)));
        let best = both.reduce(|a, b| if together(b.0, b.1) > together(a.0, a.1) { b } else { a });
        let Some((one, other)) = best else { return Default::default() };
        [(0, one, other), (1, other, one)].map(|(side, first, theirs)| {
            let shares = self.shares(pair, side);
            let (most, all) = (shares.iter().copied().fold(0.0, f32::max), shares.iter().sum::<f32>());
            let enough = most * odds(Weights::shipped().gift);
            let mut gifts: Vec<usize> =
                (0..self.gifts.len()).filter(|&at| shares[at] > enough && at != theirs || at == first).collect();
            // A word by which nothing was told says what is given only if it does so rather than all others together.
            gifts.retain(|&at| self.gifts[at].telling.is_some() || shares[at] > all / 2.0);
            gifts.sort_by(|&a, &b| (b == first).cmp(&(a == first)).then(shares[b].total_cmp(&shares[a])));
            gifts.into_iter().take(GIFTS).map(|at| self.gifts[at]).collect()
        })
    }

    /// What each of two parties gives rather than anything else, in the sentence itself.
    pub(super) fn sure(&self, pair: &Pair) -> [Vec<Gift>; 2] {
        [0, 1].map(|side| {
            let shares = self.shares(pair, side);
            let half = shares.iter().sum::<f32>() / 2.0;
            let sure =
                self.gifts.iter().zip(&shares).filter(|(gift, share)| gift.sentence == self.sentence && **share > half);
            sure.map(|(&gift, _)| gift).collect()
        })
    }

    /// How likely a side gives each of the gifts, whatever the other gives; the last stands for nothing said.
    fn shares(&self, pair: &Pair, side: usize) -> Vec<f32> {
        let given = pair.given[side].iter().zip(&self.links);
        given.map(|(own, links)| own * behind(&pair.given[1 - side], links)).collect()
    }
}

/// So many of all that weigh most, in the order that they have, and what each weighs.
fn likeliest<T>(all: Vec<T>, most: usize, weight: impl Fn(&T) -> i32) -> (Vec<T>, Vec<i32>) {
    let mut weighed: Vec<(usize, i32, T)> =
        all.into_iter().enumerate().map(|(at, one)| (at, weight(&one), one)).collect();
    weighed.sort_by_key(|&(_, weight, _)| Reverse(weight));
    weighed.truncate(most);
    weighed.sort_by_key(|&(at, ..)| at);
    weighed.into_iter().map(|(_, weight, one)| (one, weight)).unzip()
}

/// How likely the other side gives anything, beside one gift.
fn behind(given: &[f32], links: &[f32]) -> f32 {
    given.iter().zip(links).map(|(given, link)| given * link).sum()
}

/// By how much what gifts are to each other makes them likelier. What both give in one word must be told as mutual: "swapped prisoners".
fn links(looks: &Looks, sentence: usize, gifts: &[Gift]) -> Vec<Vec<f32>> {
    let weights = Weights::shipped();
    let none = odds(weights.none_linked());
    let mut links = vec![vec![none; gifts.len() + 1]; gifts.len() + 1];
    for one in 0..gifts.len() {
        for other in one..gifts.len() {
            let possible = one != other || looks.is_mutual(gifts[one]);
            let link = odds(weights.link(&looks.link(sentence, gifts[one], gifts[other]))) * f32::from(possible);
            (links[one][other], links[other][one]) = (link, link);
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likeliest_are_kept_in_order() {
        assert_eq!(likeliest(vec![3, 1, 2], 2, |&x| x), (vec![3, 2], vec![3, 2]));
        assert_eq!(likeliest(vec![3, 1], 2, |&x| x), (vec![3, 1], vec![3, 1]));
        assert_eq!(likeliest(vec!['a', 'b', 'c'], 2, |_| 5), (vec!['a', 'b'], vec![5, 5]));
    }
}
