//! `quidnunc formats`: all formats with ending, media type, tools, and what they keep and leave out.

use super::output::write_stdout;
use crate::{
    compress::Compression,
    error::Result,
    export::{Format, Profile},
};

pub(super) fn run() -> Result<()> {
    write_stdout(|out| {
        for &format in Format::ALL {
            let notes = format.notes();
            let profile = if format.profile() == Profile::Full { "full" } else { "core" };
            writeln!(out, "{:<18} .{:<14} {}", format.name(), format.extension(), format.media_type())?;
            writeln!(out, "    for        {}", notes.tool)?;
            writeln!(out, "    keeps      {}", notes.keeps)?;
            writeln!(out, "    leaves out {}", notes.drops)?;
            writeln!(out, "    profile    {profile}, unless --profile says otherwise\n")?;
        }
        let packed: Vec<&str> = Compression::ALL.iter().map(|packing| packing.ending()).collect();
        writeln!(out, "Every format can be packed: add {} to the ending.", packed.join(" or "))?;
        Ok(())
    })
}
