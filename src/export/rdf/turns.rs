//! How do several threads write one text? Each takes the next batch, and what it makes of it is handed over when its turn comes.
//!
//! Only the thread that was asked to write hands over, and while nothing is ready it makes batches as the others do: no thread is there to wait.

use std::{
    io::Write,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    thread,
};

use crate::error::Result;

/// How many batches are taken at most and not handed over yet.
const AHEAD: usize = 8;

/// What is made at a time.
pub(super) struct Batch<T> {
    turn: usize,
    /// What the bytes are made of.
    pub(super) items: Vec<T>,
    /// What is made of them.
    pub(super) bytes: Vec<u8>,
}

/// Writes to `out`, in order, what is made of all items; `give` appends the next ones, or none at the end. Each thread has a maker of its own.
///
/// # Errors
/// When `out` refuses.
pub(super) fn write<T: Send, M: FnMut(&mut Batch<T>)>(
    threads: usize,
    give: impl FnMut(&mut Vec<T>) + Send,
    maker: impl Fn() -> M + Sync,
    out: &mut dyn Write,
) -> Result<()> {
    let turns = Turns::new(give);
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(|| {
                let (_watch, mut make) = (Watch(&turns), maker());
                while let Some(mut batch) = turns.take() {
                    make(&mut batch);
                    turns.put(batch);
                }
            });
        }
        let (_watch, mut make) = (Watch(&turns), maker());
        while let Some(next) = turns.next() {
            match next {
                Next::Make(mut batch) => {
                    make(&mut batch);
                    turns.put(batch);
                }
                Next::HandOver(batch) => {
                    out.write_all(&batch.bytes).inspect_err(|_| turns.close())?;
                    turns.give_back(batch);
                }
            }
        }
        Ok(())
    })
}

/// What the thread that hands over does next.
enum Next<T> {
    Make(Batch<T>),
    HandOver(Batch<T>),
}

/// The batches that are under way.
struct Turns<T, G> {
    queue: Mutex<Queue<T, G>>,
    /// Told to all when something was made or handed over.
    changed: Condvar,
}

struct Queue<T, G> {
    give: G,
    /// How many batches were taken, and how many of them were handed over.
    taken: usize,
    handed: usize,
    /// What was made and not handed over yet, by turn.
    made: [Option<Batch<T>>; AHEAD],
    /// Batches to be used again.
    spare: Vec<Batch<T>>,
    /// Whether there are no more items.
    is_over: bool,
    /// Whether a thread failed, so that its turn never comes.
    is_closed: bool,
}

impl<T, G: FnMut(&mut Vec<T>)> Turns<T, G> {
    fn new(give: G) -> Self {
        let made = std::array::from_fn(|_| None);
        let queue = Queue { give, taken: 0, handed: 0, made, spare: Vec::new(), is_over: false, is_closed: false };
        Self { queue: Mutex::new(queue), changed: Condvar::new() }
    }

    /// The next batch to make, once there is room for it.
    fn take(&self) -> Option<Batch<T>> {
        let mut queue = self.lock();
        while !queue.is_closed {
            if let Some(batch) = queue.take() {
                return Some(batch);
            }
            // Asking may have shown that there is no more; nobody would tell of it.
            if queue.is_over {
                break;
            }
            queue = self.wait(queue);
        }
        None
    }

    /// What is ready to be handed over, or else the next batch to make; none when all was handed over.
    fn next(&self) -> Option<Next<T>> {
        let mut queue = self.lock();
        while !queue.is_closed {
            let turn = queue.handed % AHEAD;
            if let Some(batch) = queue.made[turn].take() {
                return Some(Next::HandOver(batch));
            }
            if let Some(batch) = queue.take() {
                return Some(Next::Make(batch));
            }
            if queue.is_over && queue.handed == queue.taken {
                break;
            }
            queue = self.wait(queue);
        }
        None
    }

    /// Takes what was made.
    fn put(&self, batch: Batch<T>) {
        let mut queue = self.lock();
        let turn = batch.turn % AHEAD;
        queue.made[turn] = Some(batch);
        drop(queue);
        self.changed.notify_all();
    }

    /// Takes back what was handed over.
    fn give_back(&self, batch: Batch<T>) {
        let mut queue = self.lock();
        queue.handed += 1;
        queue.spare.push(batch);
        drop(queue);
        self.changed.notify_all();
    }

    /// Lets no thread wait any more.
    fn close(&self) {
        self.lock().is_closed = true;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Queue<T, G>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'q>(&self, queue: MutexGuard<'q, Queue<T, G>>) -> MutexGuard<'q, Queue<T, G>> {
        self.changed.wait(queue).unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T, G: FnMut(&mut Vec<T>)> Queue<T, G> {
    /// A batch with the next items, if there is room for it and there are any.
    fn take(&mut self) -> Option<Batch<T>> {
        if self.is_over || self.taken - self.handed == AHEAD {
            return None;
        }
        let mut batch = self.spare.pop().unwrap_or_else(|| Batch { turn: 0, items: Vec::new(), bytes: Vec::new() });
        batch.turn = self.taken;
        batch.items.clear();
        batch.bytes.clear();
        (self.give)(&mut batch.items);
        self.is_over = batch.items.is_empty();
        self.taken += usize::from(!self.is_over);
        (!self.is_over).then_some(batch)
    }
}

/// Closes the queue when its thread panics, so that no other waits for it.
struct Watch<'t, T, G: FnMut(&mut Vec<T>)>(&'t Turns<T, G>);

impl<T, G: FnMut(&mut Vec<T>)> Drop for Watch<'_, T, G> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.close();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io,
        panic::{AssertUnwindSafe, catch_unwind},
    };

    use super::*;

    /// Writes 1,000 numbers a line, seven at a time; panics at one of them.
    fn write_numbers(threads: usize, bad: usize, out: &mut dyn Write) -> Result<()> {
        let mut rest = 0..1_000;
        let give = |items: &mut Vec<usize>| items.extend(rest.by_ref().take(7));
        let maker = || {
            |batch: &mut Batch<usize>| {
                assert!(!batch.items.contains(&bad), "a number is bad");
                batch.bytes = batch.items.iter().flat_map(|number| format!("{number}\n").into_bytes()).collect();
            }
        };
        write(threads, give, maker, out)
    }

    #[test]
    fn order_is_kept_whoever_writes() {
        let expected: String = (0..1_000).map(|number| format!("{number}\n")).collect();
        // Often, because which thread finds the end is chance.
        for threads in [1, 2, 3, 20].repeat(20) {
            let mut out = Vec::new();
            write_numbers(threads, usize::MAX, &mut out).unwrap();
            assert!(out == expected.as_bytes(), "{threads}");
        }
    }

    #[test]
    fn nothing_waits_for_a_thread_that_panicked() {
        for (threads, bad) in [(1, 500), (2, 0), (3, 500), (3, 999)] {
            let written = catch_unwind(AssertUnwindSafe(|| write_numbers(threads, bad, &mut io::sink())));
            assert!(written.is_err(), "{threads} {bad}");
        }
    }

    #[test]
    fn a_writer_that_refuses_ends_all() {
        for threads in [1, 2, 3] {
            let mut space = [0; 100];
            assert!(write_numbers(threads, usize::MAX, &mut &mut space[..]).is_err(), "{threads}");
        }
    }
}
