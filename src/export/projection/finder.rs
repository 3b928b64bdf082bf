//! Where in a list is the item with this id? A table of four bytes a slot, because a search over strings costs more than all else that is
//! written of an edge.

/// Finds places in one list by id.
pub(super) struct Finder {
    /// Places counted from 1; 0 is free. A power of two, of which at most two thirds are taken.
    slots: Vec<u32>,
}

impl Finder {
    /// A finder of ids that differ.
    pub(super) fn of<'i>(ids: impl ExactSizeIterator<Item = &'i str>) -> Self {
        let mut finder = Self { slots: vec![0; (ids.len() * 3 / 2 + 1).next_power_of_two()] };
        for (place, id) in (1..).zip(ids) {
            let free = finder.walk(id).find(|&slot| finder.slots[slot] == 0);
            finder.slots[free.expect("a third of the slots is free")] = place;
        }
        finder
    }

    /// The item with this id in the list that the finder was made of.
    pub(super) fn find<'l, T>(&self, list: &'l [T], id: &str, id_of: fn(&T) -> &str) -> Option<&'l T> {
        self.place(list, id, id_of).map(|place| &list[place as usize])
    }

    /// Its place there.
    pub(super) fn place<T>(&self, list: &[T], id: &str, id_of: fn(&T) -> &str) -> Option<u32> {
        let mut taken =
            self.walk(id).map(|slot| self.slots[slot]).take_while(|&place| place != 0).map(|place| place - 1);
        taken.find(|&place| list.get(place as usize).is_some_and(|item| id_of(item) == id))
    }

    /// All slots from the one that the id asks for.
    fn walk(&self, id: &str) -> impl Iterator<Item = usize> + use<> {
        // FNV-1a by Fowler, Noll and Vo, its upper bits folded in because the lower ones alone are poor.
        let hash = id
            .bytes()
            .fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
        let (size, first) = (self.slots.len(), (hash ^ (hash >> 32)) as usize);
        (0..size).map(move |step| first.wrapping_add(step) & (size - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_found_and_nothing_else() {
        for size in [0, 1, 2, 3, 1000] {
            let ids: Vec<String> = (0..size).map(|at| format!("id-{at}")).collect();
            let finder = Finder::of(ids.iter().map(String::as_str));
            assert!(ids.iter().all(|id| finder.find(&ids, id, |own| own) == Some(id)));
            assert_eq!(finder.find(&ids, "id", |own| own), None);
        }
    }
}
