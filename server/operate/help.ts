/** What each command about the data says of itself. */

const DATA = `  --data FOLDER   the server's data folder; by itself HOLDFAST_DATA, or ./data`
const WHO = `While a server runs on the folder the answer comes from it, over a socket in the folder that only its own user
and root may open; otherwise the folder is opened directly. Which of the two it was is said.`

export const HELP = {
  backup: {
    about: 'write all pads of a server or data folder into one file',
    help: `holdfast backup FILE [options]

Writes every pad as it is at one moment into FILE: text, title, times, generation, and deleted pads that can still
be restored. What was acknowledged before the start is in it, however much is written meanwhile. FILE appears when
it is whole, checked and on the disk. With - it goes to stdout.

${DATA}
  --force         replace FILE when it is there

${WHO}

Example: npx holdfast backup /backup/pads-$(date +%F).holdfast
Exit: 0 written, 1 it could not be, or a pad is damaged and only its last good state is in it, 64 a mistake in the
command line, or FILE is there already, 69 no server or data folder answers, 70 a fault of its own.
`,
  },
  restore: {
    about: 'make a data folder from a backup',
    help: `holdfast restore FILE [options]

Makes a data folder from a backup: into a fresh folder only, never under a running server. All of FILE is checked
first; what was written is read back and compared. A folder in which this was cut short starts no server.

${DATA}

Example: npx holdfast restore /backup/pads.holdfast --data ./data-restored
Exit: 0 restored, 1 FILE is damaged or newer, or it could not be written, 64 a mistake in the command line, a folder
that is not empty or in use, 70 a fault of its own.
`,
  },
  verify: {
    about: 'check every checksum of the stored pads',
    help: `holdfast verify [options]

Reads everything that is stored, compares it with its checksums, and names the pads that are damaged.

${DATA}
  --json          for programs

${WHO}

Exit: 0 all is sound, 1 something is damaged, 64 a mistake in the command line, 69 no server or data folder answers,
70 a fault of its own.
`,
  },
  'export-all': {
    about: 'write every pad as a file that other programs read',
    help: `holdfast export-all FOLDER [options]

Writes every pad that is not deleted into a new folder, each as a file of its own, and index.json, which says which
is which. All pads are as they are at one moment; no document is changed.

  --format FORMAT md (by itself), html, txt, json or yjs
${DATA}

${WHO}

Exit: 0 written, 1 a pad is damaged, could not be written, or the disk refused, 64 a mistake in the command line or
FOLDER is not empty, 69 no server or data folder answers, 70 a fault of its own.
`,
  },
  pads: {
    about: 'list the pads: id, title, when changed, size, people now',
    help: `holdfast pads [options]

Lists the pads with id, title, last change (UTC), the bytes they take, and how many people are in them now.

${DATA}
  --json          for programs; with pads that are gone for good

${WHO}

Exit: 0 listed, 1 it could not be, 64 a mistake in the command line, 69 no server or data folder answers, 70 a fault
of its own.
`,
  },
} as const
