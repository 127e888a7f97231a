// Package store is the library: the records a reader keeps, the filters they
// are asked for by, and the one file they live in. It is the only package that
// knows bbolt, and imports none of its neighbours.
//
// # Use
//
// [Open] reads a library file into a [Library], a snapshot that nothing
// changes; [InMemory] makes one of briefings alone. [ParseFilter] and
// [Library.Resolve] turn what a reader types into a [Filter];
// [Library.Search] gives a [Result] with every count, and handles from which
// [Library.Events] and [Library.Quotes] read windows. [Publish] changes the
// file, [Check] tells whether it is sound.
//
// # The file
//
// A library is one bbolt file (pages of 4,096 bytes where it is new), never
// edited in place: a change is made on a copy, in one transaction, read back,
// synced, and renamed over the old file. Beside library.db stand
//
//	library.db.lock   locked (flock) by whoever is changing the library; its first line says who
//	library.db.new    the copy in the making; what a crash leaves is removed at the next change
//
// Both meta pages of a published file are valid: a file with one broken meta
// page is damaged, though bbolt would open it in the state before its last
// change. Before bbolt reads a file, its size is compared with the meta page
// and every page is walked over (see pages.go), since bbolt itself takes pages
// on trust.
//
// # Buckets
//
//	library                      what every library has
//	    format     = "fieldbrief library"
//	    schema     = number of this layout (1), as a uvarint; a higher one is refused
//	    tally      = how many values the file holds besides this one, and the sum of their checksums
//	meta                         small values by name; not there where there are none
//	    NAME       = the value
//	sources                      one bucket for each source
//	    ID                       its Source.ID
//	        source = the source with the digest of each paragraph
//	        text   = the text its reader attached; not there where there is none
//	        actors                   as this source has them; Library joins those of one id
//	            NUMBER = an actor
//	        provinces
//	            NUMBER = a province
//	        events
//	            NUMBER = an event
//	        quotes
//	            NUMBER = a quote
//
// NUMBER is the place of the record in its briefing, from 0, as four bytes,
// big-endian. Buckets without records are not there.
//
// # Values
//
// Every value ends in its checksum: CRC-32C (Castagnoli), four bytes,
// big-endian, over the names of the buckets from the top and the key, each
// preceded by its length as a uvarint, and then the value. A value that bbolt
// serves in the wrong place does not fit, and one that it leaves out is missed
// in the tally.
//
// The values of format, schema and meta are as above. All others are records:
// a first byte with the number of their encoding (1), then the fields in the
// order in which codec.go names them, encoded as internal/wire says. Dates are
// kept as EDTF with their first and last day, open ends closed at the source's
// publication day; days count from 1700-01-01.
//
// # The index
//
// Open reads all records, checks them, and closes the file; what answers a
// search is held in memory (index.go, wordindex.go) and does not outlive the
// Library. No read transaction outlives one call.
package store
