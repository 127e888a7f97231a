// Package store is the library: the records a reader keeps, the filters they
// are asked for by, and the one file they live in. It is the only package that
// knows bbolt, and imports none of its neighbours.
//
// # Use
//
// [Open] opens a library file as a [Library], a snapshot that nothing changes;
// [InMemory] makes one of briefings alone. [ParseFilter] and [Library.Resolve]
// turn what a reader types into a [Filter]; [Library.Search] gives a [Result]
// with every count, and handles from which [Library.Events] and
// [Library.Quotes] read windows. [Publish] changes the file: [Edition.Put] puts
// in a briefing, [Edition.PutDataSet] the rows of a data set. [Check] tells
// whether a file is sound.
//
// # The file
//
// A library is one bbolt file (pages of 4,096 bytes where it is new), never
// edited in place: a change is made on a copy, read back, synced, and renamed
// over the old file. Beside library.db stand
//
//	library.db.lock      locked (flock) by whoever is changing the library; its first line says who
//	library.db.new       the copy in the making; what a crash leaves is removed at the next change
//	library.db.new.run…  rows of a data set that wait to be merged, nameless where the system allows it;
//	                     or the copy without its free pages, where these are most of it; removed likewise
//	marks.jsonl          what its reader has marked (see Marks below); of a library FILE of another name: FILE.marks.jsonl
//	marks.jsonl.lock     locked (flock) by whoever is adding to it
//
// Both meta pages of a published file are valid: a file with one broken meta
// page is damaged, though bbolt would open it in the state before its last
// change. Before bbolt reads a file, its size is compared with the meta page and
// its pages are walked over (see pages.go), since bbolt itself takes pages on
// trust: all pages of a file of up to 1 MB, of a larger one those that lead to
// others, and the leaves of what is read at once.
//
// # Numbers
//
// An event has a number of 32 bits, which never leaves the package: its day,
// counted from 1700-01-01, in the upper 17, its place within the day in the
// lower 15. The order of numbers is the order of time. Day 0 holds what begins
// before, the last but one what begins later than there are days (9 November
// 2058), the last what is undated; the record has the true date. Places are
// given in the order of last day, source and key within one change, always above
// those given before: a number never moves, and does not return when its event
// goes. A day that is full (32,768) refuses more.
//
// # Buckets
//
//	library                      what every library has
//	    format     = "fieldbrief library"
//	    schema     = number of this layout (3), as a uvarint; a higher one is refused
//	    tally      = how many values the file holds besides this one, the sum of their
//	                 checksums, both of those in meta and sources, and how many events
//	                 there are
//	meta                         small values by name; not there where there are none
//	    NAME       = the value
//	sources                      one bucket for each source
//	    ID                       its Source.ID
//	        source = the source with the digest of each paragraph
//	        text   = the text its reader attached; not there where there is none
//	        actors                   as this source has them; Library joins those of one id
//	            PLACE  = an actor
//	        provinces
//	            PLACE  = a province
//	        quotes
//	            PLACE  = a quote, and the kind of the event it belongs to
//	dictionary                   texts that recur, by class
//	    CLASS FIRST = up to 256 texts; the code of a text is its place in its class, from 1
//	columns                      what a filter looks at in the events, read into memory at once
//	    MONTH      = the columns of 32 days (see internal/column); codes are those of the dictionary
//	coordinates                  of the events; read when a map or an area first asks for them
//	    MONTH      = those of the same rows (see column.EncodePoints) in a zstd frame; empty
//	                 where none of them has any
//	events                       a shelf: the events' records
//	    NUMBER     = up to some hundred records of one month (the 32 days of its columns) in
//	                 zstd blocks of 32 (see internal/block)
//	words                        a shelf: which events hold which word
//	    WORD 00 NUMBER = numbers (see internal/posting); NUMBER is the first of them
//	holdings                     a shelf: which events belong to which source
//	    ID 00 NUMBER   = numbers, likewise
//	ids                          a shelf: public ids to numbers
//	    HASH NUMBER    = pairs in order: the distance of the hash (FNV-1a, 32 bits) from the
//	                     one before as a uvarint, the number as four bytes
//
// PLACE is the place of the record in its briefing, from 0; CLASS, FIRST, NUMBER
// and HASH are four bytes, MONTH (the day over 32) two, all big-endian. Buckets
// without records may not be there.
//
// A shelf is a bucket of which parts are read. Each of its values begins with the
// length of the key that follows (a uvarint, 0: none) and that key, so that a
// value which bbolt leaves out is missed; under the key 00 stands a value that
// holds nothing else.
//
// # Values
//
// Every value ends in its checksum: CRC-32C (Castagnoli), four bytes,
// big-endian, over the names of the buckets from the top and the key, each
// preceded by its length as a uvarint, and then the value. A value that bbolt
// serves in the wrong place does not fit, and one that it leaves out is missed
// on its shelf, in the number of events, or in the tally.
//
// The values of format, schema and meta are as above. Sources, actors,
// provinces, quotes, texts, pages of the dictionary and the tally are records: a
// first byte with the number of their encoding (1), then the fields in the order
// in which codec.go names them, encoded as internal/wire says. Dates are kept as
// EDTF with their first and last day, open ends closed at the source's
// publication day; days count from 1700-01-01.
//
// The record of an event begins with 2; record.go names its fields. A text in it
// is a uvarint whose lower two bits say what the rest is: the length of the text,
// which follows; a whole number that is the text; a code of the dictionary; a
// day, counted from the event's. Before the title and the summary stands of how
// many pieces they are composed: none, and a text as above follows; or some, each
// of which is a uvarint whose lowest bit says what the rest is: the length of a
// text, which follows, or the place of one of the texts that the record has
// already. Those are, for a title, the names of the first parties, up to 15, as
// printed, and of the province; for a summary, the first headlines cited, up to
// 15, and the place.
//
// Words are those of internal/text, up to 64 bytes of each, in title, summary,
// remark, place, kind, and the names of province and actors. Phrases, and words
// longer than that, are looked for in the records of the events that hold all
// their words.
//
// # Marks
//
// Bookmarks, notes and what a reader confirms or drops are kept apart from the
// records, under their public ids, so that no import touches them. The file is
// JSON, one object a line for each change, the latest of one kind on one subject
// standing:
//
//	v        1; lines of a higher number are kept and not read
//	time     of the change, RFC 3339
//	kind     bookmark, note, confirmed or dropped
//	record   event, quote, actor, province or passage: what is marked
//	id       its public id; of a passage there is none
//	passage  of a passage: source, paragraph, start, end (as in a Citation) and its
//	         digests sha256, length, before, after (as in a Passage)
//	label    what it was called then
//	text     of a note; none takes it away
//	removed  true takes the mark away
//
// Lines are added under the lock, each whole and synced; one that a crash has cut
// short counts as not written, and is ended before the next. When most of at least
// a hundred lines are superseded, those that stand, and those that cannot be read
// or are unknown, are written to another file, which is renamed over it. Two files
// of marks joined, in whichever order, hold all marks of both.
//
// # In memory
//
// Open reads the columns and all but events, words and ids. What it has read is
// a table, in the order of numbers (table.go): an event's place in it is its
// ordinal. A search makes a set of ordinals for each condition of the filter
// (pass.go, conditions.go), joins the sets, and counts values over them
// (count.go); a facet's own choice is left out by leaving out its set. The sets
// and counts of the last filters are kept. No read transaction outlives one call.
//
// Coordinates are read when a map or an area first asks for them (places.go), and
// stay. An event without coordinates stands at the centre of its province, where
// that is known; a quote where its event does, else at the centre of its own
// province.
//
// # Older layouts
//
// Files of schema 1 kept a source's events in a bucket of its own, as records
// like the others. They are read as they are, into memory; the next change
// writes them anew.
//
// Files of schema 2 had coordinates in the events' records alone, where they are
// read from; the next change adds the bucket.
package store
