package export

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"fieldbrief/store"
)

const shippedID = "confronting-the-taliban"

// markedLibrary has a mark of each kind on records of each type, some of which the
// library does not have.
func markedLibrary(t *testing.T) *store.Library {
	t.Helper()
	library := testLibrary(t)
	record := func(of store.RecordType, id string) store.Subject { return store.Subject{Type: of, ID: id} }
	source, _ := library.Source(shippedID)
	passage := store.Subject{Type: store.MarkedPassage, Passage: source.Digest[4].Passage}
	_, err := library.Mark(
		store.Mark{Subject: record(store.EventRecord, shippedID+"/mazar-mosque-blasts"), Kind: store.Note, Text: hostile + "\n2. and more"},
		store.Mark{Subject: record(store.EventRecord, "rows_of.2021/7"), Kind: store.Bookmark},
		store.Mark{Subject: record(store.EventRecord, "gone/1"), Kind: store.Bookmark, Label: "A thing of the past"},
		store.Mark{Subject: record(store.QuoteRecord, firstQuote(t, library).ID), Kind: store.Bookmark},
		store.Mark{Subject: record(store.ActorRecord, "isis-k"), Kind: store.Note, Text: "who"},
		store.Mark{Subject: record(store.ProvinceRecord, "AF-HEL"), Kind: store.Bookmark},
		store.Mark{Subject: passage, Kind: store.Note, Text: "read again"},
		store.Mark{Subject: record(store.EventRecord, "rows_of.2021/8"), Kind: store.Confirmed},
	)
	if err != nil {
		t.Fatal(err)
	}
	return library
}

func firstQuote(t *testing.T, library *store.Library) store.Quote {
	t.Helper()
	_, quotes := found(t, search(t, library, store.Filter{}))
	return quotes[0]
}

func TestMarksUnderFilters(t *testing.T) {
	library := markedLibrary(t)
	tests := map[string]string{
		"":                                   "event rows_of.2021/7, event gone/1, event mazar-mosque-blasts, quote, actor isis-k, province AF-HEL, passage, event rows_of.2021/8",
		"marked:yes":                         "event rows_of.2021/7, event gone/1, event mazar-mosque-blasts, quote, actor isis-k, province AF-HEL, passage",
		"province:Balkh source:" + shippedID: "event mazar-mosque-blasts, actor isis-k",
		"source:" + shippedID:                "event mazar-mosque-blasts, quote, actor isis-k, province AF-HEL, passage",
		"source:rows_of.2021":                "event rows_of.2021/7, event rows_of.2021/8",
		"nothing-has-this":                   "",
	}
	for line, want := range tests {
		f, err := store.ParseFilter(line)
		if err != nil {
			t.Fatal(err)
		}
		if f, _, err = library.Resolve(f); err != nil {
			t.Fatal(err)
		}
		s := search(t, library, f)
		records, err := Marks(library, s.Result)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range records {
			id := strings.TrimPrefix(r.ID, shippedID+"/")
			if r.Record == store.QuoteRecord {
				id = ""
			}
			got = append(got, strings.TrimSpace(string(r.Record)+" "+id))
		}
		wanted := strings.Split(want, ", ")
		if want == "" {
			wanted = nil
		}
		slices.Sort(got)
		slices.Sort(wanted)
		if !slices.Equal(got, wanted) {
			t.Errorf("%q holds %q, want %q", line, got, wanted)
		}
	}
}

// TestMarkedExports holds that marks go along in Markdown and JSON, with what they
// rest on, and change no other format.
func TestMarkedExports(t *testing.T) {
	library := markedLibrary(t)
	s := search(t, library, store.Filter{Marked: true})
	if s.Result.Events != 2 || s.Result.Quotes != 1 {
		t.Fatalf("%d events and %d quotes are marked", s.Result.Events, s.Result.Quotes)
	}
	text := written(t, s, Markdown)
	for _, part := range []string{
		"fieldbrief export --format md marked:yes", "- ★ **../2020", "\n  - Your note: \\=1+1 \\*a\\* ", "\\\n    2\\. and more\n", "— ★ **",
		"\n## Other marks\n", "- ★ **A thing of the past** (gone/1, not in the library at present)", "- Passage, ¶5: ", "\n  - Your note: read again\n",
		"¶5, characters ",
	} {
		if !strings.Contains(text, part) {
			t.Errorf("no %q in\n%s", part, text)
		}
	}
	var all struct {
		Events, Quotes, Marks []map[string]any
	}
	if err := json.Unmarshal([]byte(written(t, s, JSON)), &all); err != nil {
		t.Fatal(err)
	}
	noted := 0
	for _, e := range append(all.Events, all.Quotes...) {
		if e["note"] == hostile+"\n2. and more" && e["bookmarked"] == nil || e["bookmarked"] == true && e["note"] == nil {
			noted++
		}
	}
	if noted != 3 || len(all.Marks) != 7 {
		t.Errorf("%d records with their marks, %d marks: %v", noted, len(all.Marks), all)
	}
	for _, format := range []Format{CSV, BibTeX, CSL} {
		if strings.Contains(written(t, s, format), "and more") {
			t.Errorf("%s holds a note", format)
		}
	}
	fresh := testLibrary(t)
	for _, format := range []Format{Markdown, JSON, GeoJSON} {
		if text := written(t, search(t, fresh, store.Filter{}), format); strings.Contains(text, "bookmarked") || strings.Contains(text, "★") {
			t.Errorf("%s tells of marks where there are none", format)
		}
	}
}
