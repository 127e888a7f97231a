package export

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fieldbrief/seed"
	"fieldbrief/seed/briefing"
	"fieldbrief/seed/table"
	"fieldbrief/store"
)

// hostile is text in which everything stands that some format takes for more
// than text.
const hostile = "=1+1 *a* _b_ `c` [d](e) <b>f</b> &amp; {g} }h{ \\i $j$ #k ~l~ ^m %n \"o\"; p, q| é سلام\n1. r"

// dataSet is a made-up data set of n events with hostile text.
func dataSet(n int) store.Briefing {
	b := store.Briefing{
		Source:    store.Source{ID: "rows_of.2021", Kind: "data set", Title: "Rows & {Columns}", Outlet: "A_B", Licence: "50 %", URL: "https://example.org/a b{c}"},
		Actors:    []store.Actor{{ID: "taliban", Name: "Taliban", Kind: store.ArmedGroup}, {ID: "rows_of.2021/x", Name: hostile, Kind: store.Unnamed}},
		Provinces: []store.Province{{ID: "AF-BAL", Code: "AF-BAL", Name: "Balkh", Country: "Afghanistan"}, {ID: "land/east", Name: "East; of", Country: "Land"}},
	}
	for i := range n {
		lat, lon, killed := float64(i%90)+0.25, -float64(i%180), i%7
		date, err := store.ParseDate([]string{"", "2021-0" + strconv.Itoa(1+i%9), fmt.Sprintf("2021-05-%02d", 1+i%28), "../2020"}[i%4], "", hostile)
		if err != nil {
			panic(err)
		}
		e := store.Event{ID: fmt.Sprintf("rows_of.2021/%d", i), Date: date, Title: hostile + strconv.Itoa(i), Summary: hostile, Kind: "Battles", Remark: hostile,
			Actors:   []store.Party{{ID: "taliban", Name: "Taliban", Role: hostile, As: "T; (x)"}, {ID: "rows_of.2021/x", Name: hostile}},
			Killed:   &store.Toll{Best: &killed},
			Cites:    []store.Citation{{Source: "rows_of.2021", Record: strconv.Itoa(i), Outlet: "Wire & Co", Date: "2021-05-09", Headline: "H" + strconv.Itoa(i%5) + hostile}},
			Original: []store.Field{{Name: "a=b", Value: "1;2"}},
		}
		if i%3 == 0 {
			e.Province, e.Lat, e.Lon = &store.ProvinceRef{ID: "land/east", Name: "East; of"}, &lat, &lon
		}
		if i%3 == 1 {
			e.Province = &store.ProvinceRef{ID: "AF-BAL", Code: "AF-BAL", Name: "Balkh"}
		}
		if i%11 == 0 {
			e.Cites = []store.Citation{{Source: "rows_of.2021", Record: strconv.Itoa(i)}}
		}
		b.Events = append(b.Events, e)
	}
	return b
}

func shipped(tb testing.TB) store.Briefing {
	tb.Helper()
	b, err := seed.Default()
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

func testLibrary(tb testing.TB) *store.Library {
	tb.Helper()
	rows := dataSet(1300)
	if err := rows.Validate(); err != nil {
		tb.Fatal(err)
	}
	return store.InMemory(shipped(tb), rows)
}

func randomFilter(r *rand.Rand, library *store.Library) store.Filter {
	var f store.Filter
	all, err := library.Search(context.Background(), store.Filter{})
	if err != nil {
		panic(err)
	}
	for facet, counts := range map[store.Facet][]store.Count{store.BySource: all.Sources, store.ByProvince: all.Provinces, store.ByActor: all.Actors, store.ByKind: all.Kinds} {
		for range r.IntN(4) / 2 {
			f = f.Toggle(facet, counts[r.IntN(len(counts))].ID)
		}
		if r.IntN(6) == 0 {
			f = f.Exclude(facet, counts[r.IntN(len(counts))].ID)
		}
	}
	f.Since = []string{"", "", "2021", "2021-05"}[r.IntN(4)]
	f.Until = []string{"", "", "2022", "2021-06"}[r.IntN(4)]
	f.Text = []string{"", "", "", "the", "a !mosque"}[r.IntN(5)]
	return f
}

func search(tb testing.TB, library *store.Library, f store.Filter) Selection {
	tb.Helper()
	result, err := library.Search(context.Background(), f)
	if err != nil {
		tb.Fatal(err)
	}
	return Selection{Library: library, Result: result}
}

func written(tb testing.TB, s Selection, f Format) string {
	tb.Helper()
	var out bytes.Buffer
	if err := Write(context.Background(), &out, s, f); err != nil {
		tb.Fatalf("%s under %s: %v", f, s.Result.Filter, err)
	}
	return out.String()
}

func found(tb testing.TB, s Selection) (events []store.Event, quotes []store.Quote) {
	tb.Helper()
	events, err := s.Library.Events(s.Result, 0, s.Result.Events)
	if err != nil {
		tb.Fatal(err)
	}
	quotes, err = s.Library.Quotes(s.Result, 0, s.Result.Quotes)
	if err != nil {
		tb.Fatal(err)
	}
	return events, quotes
}

func ids[T any](list []T, id func(T) string) []string {
	all := []string{}
	for _, v := range list {
		all = append(all, id(v))
	}
	return all
}

// Every format holds what the filter finds, no more and no less.
func TestFormatsAgreeWithTheFilter(t *testing.T) {
	library := testLibrary(t)
	filters := []store.Filter{{}}
	r := rand.New(rand.NewPCG(4, 5))
	for range 40 {
		filters = append(filters, randomFilter(r, library))
	}
	for _, f := range filters {
		s := search(t, library, f)
		events, quotes := found(t, s)
		want := ids(events, func(e store.Event) string { return e.ID })
		wantQuotes := ids(quotes, func(q store.Quote) string { return q.ID })
		if got := csvIDs(t, written(t, s, CSV)); !slices.Equal(got, want) {
			t.Errorf("%s: CSV has %d events, found are %d", f, len(got), len(want))
		}
		if got := geojsonIDs(t, written(t, s, GeoJSON), events); !slices.Equal(got, want) {
			t.Errorf("%s: GeoJSON has %d events, found are %d", f, len(got), len(want))
		}
		gotEvents, gotQuotes := jsonIDs(t, written(t, s, JSON), s)
		if !slices.Equal(gotEvents, want) || !slices.Equal(gotQuotes, wantQuotes) {
			t.Errorf("%s: JSON has %d events and %d quotes, found are %d and %d", f, len(gotEvents), len(gotQuotes), len(want), len(wantQuotes))
		}
		checkMarkdown(t, written(t, s, Markdown), s)
		checkReferences(t, s, events, quotes)
	}
}

func csvIDs(t *testing.T, text string) []string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || !slices.Equal(rows[0], table.Columns()) {
		t.Fatalf("%v, %q", err, rows[0])
	}
	return ids(rows[1:], func(row []string) string {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+@\t\r", rune(cell[0])) {
				t.Errorf("the cell %q is a formula", cell)
			}
		}
		return row[0]
	})
}

// geojsonIDs checks the rules of RFC 7946 for features of points.
func geojsonIDs(t *testing.T, text string, events []store.Event) []string {
	t.Helper()
	var c struct {
		Type     string
		Features []map[string]json.RawMessage
	}
	strictly(t, text, &c)
	if c.Type != "FeatureCollection" || c.Features == nil {
		t.Fatalf("type %q, features %v", c.Type, c.Features)
	}
	got := []string{}
	for i, f := range c.Features {
		var properties struct{ ID string }
		if err := json.Unmarshal(f["properties"], &properties); err != nil || string(f["type"]) != `"Feature"` || len(f) != 3 {
			t.Fatalf("%v: %v", f, err)
		}
		got = append(got, properties.ID)
		var g *struct {
			Type        string
			Coordinates []float64
		}
		if err := json.Unmarshal(f["geometry"], &g); err != nil || i < len(events) && (g == nil) != (events[i].Lat == nil) {
			t.Fatalf("%s: geometry %s, %v", properties.ID, f["geometry"], err)
		}
		if g != nil && (g.Type != "Point" || len(g.Coordinates) != 2 || g.Coordinates[0] != *events[i].Lon || g.Coordinates[1] != *events[i].Lat) {
			t.Errorf("%s: %+v", properties.ID, g)
		}
	}
	return got
}

func strictly(t *testing.T, text string, into any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		t.Fatal(err)
	}
	if d.More() {
		t.Fatal("more than one value")
	}
}

func jsonIDs(t *testing.T, text string, s Selection) (events, quotes []string) {
	t.Helper()
	var all struct {
		Filter                     *string
		Events, Quotes             []map[string]any
		Actors, Provinces, Sources []map[string]any
		Marks                      []MarkRecord
	}
	strictly(t, text, &all)
	if all.Filter == nil || *all.Filter != s.Result.Filter.String() {
		t.Errorf("filter %v, want %q", all.Filter, s.Result.Filter)
	}
	if len(all.Actors) != len(Actors(s.Library, s.Result)) || all.Provinces == nil || all.Sources == nil || all.Marks == nil {
		t.Errorf("%d actors", len(all.Actors))
	}
	id := func(m map[string]any) string { return m["id"].(string) }
	return ids(all.Events, id), ids(all.Quotes, id)
}

var (
	mark     = regexp.MustCompile(`(?:^|[^\\])\[(\d+)\]`)
	listed   = regexp.MustCompile(`(?m)^(\d+)\. `)
	eventRow = regexp.MustCompile(`(?m)^- \*\*`)
	quoteRow = regexp.MustCompile(`(?m)^> — \*\*`)
)

func checkMarkdown(t *testing.T, text string, s Selection) {
	t.Helper()
	body, citations, _ := strings.Cut(text, "\n## Citations\n\n")
	if n, m := len(eventRow.FindAllString(body, -1)), len(quoteRow.FindAllString(body, -1)); n != s.Result.Events || m != s.Result.Quotes {
		t.Errorf("%s: Markdown has %d events and %d quotes, found are %d and %d", s.Result.Filter, n, m, s.Result.Events, s.Result.Quotes)
	}
	last := 0
	for _, m := range mark.FindAllStringSubmatch(body, -1) {
		n, _ := strconv.Atoi(m[1])
		if n > last+1 {
			t.Fatalf("%s: citation %d comes after %d", s.Result.Filter, n, last)
		}
		last = max(last, n)
	}
	for i, m := range listed.FindAllStringSubmatch(citations, -1) {
		if m[1] != strconv.Itoa(i+1) {
			t.Fatalf("%s: citation %s stands in place %d", s.Result.Filter, m[1], i+1)
		}
		last--
	}
	if last != 0 {
		t.Errorf("%s: %d citations are not listed", s.Result.Filter, last)
	}
}

func checkReferences(t *testing.T, s Selection, events []store.Event, quotes []store.Quote) {
	t.Helper()
	works := make(map[string]bool)
	cite := func(cites []store.Citation) {
		for _, c := range cites {
			if c.Outlet+c.Headline == "" {
				works[c.Source] = true
				continue
			}
			works[c.Source+"|"+c.Outlet+"|"+c.Date+"|"+c.Headline] = true
		}
	}
	for _, e := range events {
		cite(e.Cites)
	}
	for _, q := range quotes {
		cite(q.Cites)
	}
	entries := parseBibTeX(t, written(t, s, BibTeX))
	var items []cslItem
	strictly(t, written(t, s, CSL), &items)
	if len(entries) != len(works) || len(items) != len(works) {
		t.Errorf("%s: %d entries and %d items, cited are %d", s.Result.Filter, len(entries), len(items), len(works))
	}
	seen := make(map[string]bool)
	for i, item := range items {
		if i < len(entries) && entries[i].key != item.ID || seen[item.ID] || item.Title == "" {
			t.Errorf("%+v beside %+v", item, entries[i])
		}
		seen[item.ID] = true
	}
}

// A bibEntry is an entry of a BibTeX file, its values without the outer braces.
type bibEntry struct {
	kind, key string
	fields    map[string]string
}

// parseBibTeX reads a BibTeX database strictly: entries of fields in balanced
// braces or of bare words, nothing between them, no special character that LaTeX
// would take for a command.
func parseBibTeX(t *testing.T, text string) []bibEntry {
	t.Helper()
	var entries []bibEntry
	head := regexp.MustCompile(`^@([a-z]+)\{([A-Za-z0-9-]+),\n`)
	for rest := text; rest != ""; rest = strings.TrimLeft(rest, "\n") {
		m := head.FindStringSubmatch(rest)
		if m == nil {
			t.Fatalf("no entry begins at %.80q", rest)
		}
		e := bibEntry{m[1], m[2], make(map[string]string)}
		rest = rest[len(m[0]):]
		for done := false; !done; {
			name, after, ok := strings.Cut(strings.TrimLeft(rest, " \n"), " = ")
			if !ok || e.fields[name] != "" || !regexp.MustCompile(`^[a-z]+$`).MatchString(name) {
				t.Fatalf("%s: no field begins at %.80q", e.key, rest)
			}
			e.fields[name], rest = bibValue(t, after)
			if name != "url" {
				checkLaTeX(t, e.fields[name])
			}
			switch {
			case strings.HasPrefix(rest, ",\n"):
				rest = rest[2:]
			case strings.HasPrefix(rest, "\n}\n"):
				rest, done = rest[3:], true
			default:
				t.Fatalf("%s: after a field stands %.80q", e.key, rest)
			}
		}
		entries = append(entries, e)
	}
	return entries
}

// bibValue reads a value: in braces, counted as BibTeX counts them, or a word.
func bibValue(t *testing.T, s string) (value, rest string) {
	t.Helper()
	if word := regexp.MustCompile(`^[a-z]{3}`).FindString(s); word != "" {
		return word, s[3:]
	}
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			depth--
			if depth == 0 {
				return s[1:i], s[i+1:]
			}
		}
	}
	t.Fatalf("the braces are not closed: %.80q", s)
	return "", ""
}

func checkLaTeX(t *testing.T, value string) {
	t.Helper()
	rest := regexp.MustCompile(`\\(?:[$&#_%]|text[a-z]+\{\})|[{}]`).ReplaceAllString(value, "")
	if strings.ContainsAny(rest, `\$&#_%~^`) {
		t.Errorf("%q holds a command of LaTeX", value)
	}
}

func TestBibTeX(t *testing.T) {
	entries := parseBibTeX(t, written(t, search(t, testLibrary(t), store.Filter{}), BibTeX))
	find := func(title string) bibEntry {
		for _, e := range entries {
			if strings.Contains(e.fields["title"], title) {
				return e
			}
		}
		t.Fatalf("nothing is titled %q", title)
		return bibEntry{}
	}
	if e := find("Confronting"); e.key != "confronting-the-taliban" || e.fields["year"] != "2022" || e.fields["date"] != "2022-05" || !strings.Contains(e.fields["note"], `2022-05\textasciitilde{}`) {
		t.Errorf("%+v", e)
	}
	if e := find("Rows"); e.fields["title"] != `{Rows \& \textbraceleft{}Columns\textbraceright{}}` || e.fields["url"] != "https://example.org/a%20b%7Bc%7D" || e.fields["organization"] != `A\_B` {
		t.Errorf("%+v", e)
	}
	if e := find("H3"); e.kind != "article" || e.fields["journal"] != `Wire \& Co` || e.fields["date"] != "2021-05-09" {
		t.Errorf("%+v", e)
	}
}

// What is read from a briefing file is what was written into it; what refers to
// records that the filter leaves out is left out with them.
func TestBriefingComesBack(t *testing.T) {
	library := testLibrary(t)
	r := rand.New(rand.NewPCG(6, 7))
	for i := range 40 {
		var f store.Filter
		if i > 0 {
			f = randomFilter(r, library)
		}
		f.Sources = store.Choice{Chosen: []string{seed.DefaultID}}
		s := search(t, library, f)
		if s.Result.Events+s.Result.Quotes == 0 {
			continue
		}
		b, err := briefing.Read("export", []byte(written(t, s, Briefing)))
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		events, quotes := found(t, s)
		loose := store.Briefing{Events: slices.Clone(events), Quotes: slices.Clone(quotes)}
		cutLoose(&loose)
		again := store.InMemory(b)
		for _, e := range loose.Events {
			if got, ok := again.Event(e.ID); !ok || !reflect.DeepEqual(got, e) {
				t.Errorf("%s:\n%+v comes back as\n%+v", f, e, got)
			}
		}
		for _, q := range loose.Quotes {
			if got, ok := again.Quote(q.ID); !ok || !reflect.DeepEqual(got, q) {
				t.Errorf("%s:\n%+v comes back as\n%+v", f, q, got)
			}
		}
		if len(b.Events) != len(events) || len(b.Quotes) != len(quotes) || !reflect.DeepEqual(b.Source, again.Sources()[0]) || len(b.Source.Digest) == 0 {
			t.Errorf("%s: %d events, %d quotes", f, len(b.Events), len(b.Quotes))
		}
		if want := shipped(t); i == 0 && len(b.Actors) != len(want.Actors) {
			t.Errorf("%d actors, want %d", len(b.Actors), len(want.Actors))
		}
	}
}

func TestNoBriefing(t *testing.T) {
	library := testLibrary(t)
	for _, f := range []store.Filter{{}, {Sources: store.Choice{Chosen: []string{"rows_of.2021"}}}, {Since: "1600", Until: "1601"}} {
		var unfit *NotBriefingError
		if err := Write(context.Background(), new(bytes.Buffer), search(t, library, f), Briefing); !errors.As(err, &unfit) {
			t.Errorf("%s: %v", f, err)
		}
	}
}

// A table of hostile text is read as what was written, as far as it can be
// printed.
func TestTableComesBack(t *testing.T) {
	library := testLibrary(t)
	s := search(t, library, store.Filter{})
	reader, err := table.NewReader(strings.NewReader(written(t, s, CSV)))
	if err != nil {
		t.Fatal(err)
	}
	events, _ := found(t, s)
	for _, e := range events {
		got, reject, err := reader.Next()
		if reject != nil || err != nil {
			t.Fatalf("%+v, %v", reject, err)
		}
		want := tableRecord(library, e)
		got.Event.First, got.Event.Last = want.Event.First, want.Event.Last // open ends are closed by the library
		if !reflect.DeepEqual(got.Event, want.Event) {
			t.Fatalf("%+v comes back as\n%+v", want.Event, got.Event)
		}
	}
}

// Dates of a briefing to read are in words; a row of a data set is a record, as on
// the screen.
func TestMarkdownIsWorded(t *testing.T) {
	s := search(t, testLibrary(t), store.Filter{})
	s.Words = func(edtf string) string { return "on " + edtf + "!" }
	text := written(t, s, Markdown)
	for _, want := range []string{"- **on 2021-02!** ", "- **on 1994\\~/2001-09-09! (derived)** ", ", on 2022-05\\~! (inferred), ¶12", "Rows & {Columns}", ", record "} {
		if !strings.Contains(text, strings.ReplaceAll(want, "& {", `\& {`)) {
			t.Errorf("the briefing lacks %q", want)
		}
	}
	if strings.Contains(text, ", row ") {
		t.Error("a record is called a row")
	}
}

// A table shows the beginning of a long citation, other formats all of it.
func TestTableCutsCitations(t *testing.T) {
	long := strings.Repeat("Wire & Co ", 30)
	for _, format := range []string{"table", "md", "csv", "jsonl"} {
		var out bytes.Buffer
		sheet := NewSheet(format, &out, EventColumns())
		cells := func() []string { return []string{"2021", "Battles", "T", "W", "1", long, "a/1"} }
		if err := errors.Join(sheet.Row(Row{Value: long, Brief: cells, Full: cells}), sheet.Close()); err != nil {
			t.Fatal(err)
		}
		whole := strings.Contains(out.String(), long[:len(long)-1])
		if cut := strings.Contains(out.String(), "Wire & Co…  a/1"); whole == (format == "table") || cut != (format == "table") {
			t.Errorf("%s: whole %v, cut %v: %s", format, whole, cut, out.String())
		}
	}
}

func TestInline(t *testing.T) {
	for text, want := range map[string]string{
		"plain text, 5-6 (x).": "plain text, 5-6 (x).",
		"*a* _b_ `c`":          "\\*a\\* \\_b\\_ \\`c\\`",
		"[d](e) <b> &amp; ~f~": `\[d\](e) \<b\> \&amp; \~f\~`,
		`\`:                    `\\`,
		"two\nlines\x1b[31m":   `two lines␛\[31m`,
	} {
		if got := inline(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{"1. a": `1\. a`, "12) a": `12\) a`, "# a": `\# a`, "- a": `\- a`, "+a": `\+a`, "2021 a": "2021 a"} {
		if got := lineStart("", text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func TestFileStem(t *testing.T) {
	library := testLibrary(t)
	for want, f := range map[string]store.Filter{
		"fieldbrief":                         {},
		"fieldbrief-province-balkh":          {Provinces: store.Choice{Chosen: []string{"AF-BAL"}}},
		"fieldbrief-not-group-taliban-a-b-c": {Actors: store.Choice{Excluded: []string{"taliban"}}, Text: "a/../b:c"},
	} {
		if got := search(t, library, f).FileStem(); got != want {
			t.Errorf("%s: %q, want %q", f, got, want)
		}
	}
	long := search(t, library, store.Filter{Text: strings.Repeat("longer ", 40)}).FileStem()
	if len(long) > longestStem {
		t.Errorf("%d bytes", len(long))
	}
}

// A closed pipe ends the writing, and so does the end of the context.
func TestBrokenOutput(t *testing.T) {
	s := search(t, testLibrary(t), store.Filter{})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, f := range Formats() {
		if f == Briefing {
			continue
		}
		var output *OutputError
		if err := Write(context.Background(), broken{}, s, f); !errors.As(err, &output) {
			t.Errorf("%s: %v", f, err)
		}
		if err := Write(ctx, new(bytes.Buffer), s, f); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", f, err)
		}
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("broken") }
