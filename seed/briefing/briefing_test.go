package briefing_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/goccy/go-yaml"

	"fieldbrief/seed/article"
	"fieldbrief/seed/briefing"
	"fieldbrief/store"
)

// sample is a briefing of every kind of record; its digests are made up.
const sample = `format: fieldbrief/1
source:
  id: lake
  title: The Lake
  published: 2021-11~
  basis: inferred
digest:
  - paragraph: 1
    text: A raid.
    cite: {start: 10, end: 100, sha256: SUM, length: 90, before: "0123456789abcdef", after: "0123456789abcdef"}
  - paragraph: 2
    text: A bomb.
    cite: {start: 102, end: 200, sha256: SUM, length: 98, before: "0123456789abcdef", after: "0123456789abcdef"}
provinces:
  - code: AF-BAL
    cites: [CITE1]
actors:
  - id: guard
    name: River Guard
    kind: armed group
    aliases: [the Guard, "Guard, River"]
    cites: [CITE1]
  - id: jane-roe
    name: Jane Roe
    kind: person
    affiliation: guard
    cites: [CITE1]
  - id: officer
    name: police officer
    kind: unnamed
    cites: [CITE2]
events:
  - id: raid
    date: 2021-03-03
    basis: stated
    title: Raid
    kind: armed attack
    province: AF-BAL
    lat: 36.7
    lon: 67.1
    actors:
      - {id: guard, role: perpetrator}
    killed: {low: 4, best: 5, high: 6, shared: [bomb]}
    wounded: {best: 0}
    confidence: likely
    cites: [CITE1]
  - id: bomb
    title: Bomb
    kind: bombing
    province: {code: AF-PAN, name: Panjsher}
    killed: {low: 4, best: 5, high: 6, shared: [raid]}
    cites: [CITE2]
quotes:
  - id: boats
    text: Who else has the boats?
    speaker: officer
    event: bomb
    mentions: [guard]
    cites: [CITE2]
`

var filled = strings.NewReplacer(
	"SUM", `"`+strings.Repeat("ab", 32)+`"`,
	"CITE1", `{paragraph: 1, start: 10, end: 20, sha256: `+strings.Repeat("0", 64)+`, length: 10, before: 0123456789012345, after: 12e4567890123456}`,
	"CITE2", `{paragraph: 2, start: 110, end: 120, sha256: `+strings.Repeat("C", 64)+`, length: 10, before: 0123456789abcdef, after: 0123456789abcdef}`,
)

func mustRead(t testing.TB, text string) store.Briefing {
	t.Helper()
	b, err := briefing.Read("lake.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func number(n int) *int { return &n }

func TestReadFillsIn(t *testing.T) {
	b := mustRead(t, filled.Replace(sample))
	if err := b.Validate(); err != nil {
		t.Error(err)
	}
	if len(b.Provinces) != 34 {
		t.Errorf("%d provinces, want all 34 of the country", len(b.Provinces))
	}
	for _, p := range b.Provinces {
		if cited := len(p.Cites) == 1; cited != (p.Code == "AF-BAL") {
			t.Errorf("%s has %d citations", p.Name, len(p.Cites))
		}
	}
	raid, bomb, boats := b.Events[0], b.Events[1], b.Quotes[0]
	if want := (&store.ProvinceRef{ID: "AF-BAL", Code: "AF-BAL", Name: "Balkh"}); !reflect.DeepEqual(raid.Province, want) {
		t.Errorf("province of the raid: %+v", raid.Province)
	}
	if want := []store.Party{{ID: "guard", Name: "River Guard", Role: "perpetrator"}}; !reflect.DeepEqual(raid.Actors, want) {
		t.Errorf("actors of the raid: %+v", raid.Actors)
	}
	if want := (&store.Toll{Low: number(4), Best: number(5), High: number(6), Shared: []string{"lake/bomb"}}); !reflect.DeepEqual(raid.Killed, want) {
		t.Errorf("killed in the raid: %+v", raid.Killed)
	}
	if raid.Wounded == nil || *raid.Wounded.Best != 0 || raid.Wounded.Low != nil {
		t.Errorf("wounded in the raid: %+v", raid.Wounded)
	}
	if raid.ID != "lake/raid" || raid.Confidence != store.Likely || bomb.Confidence != store.Sure {
		t.Errorf("raid %q, %s; bomb %s", raid.ID, raid.Confidence, bomb.Confidence)
	}
	if !bomb.Undated() || raid.Basis != store.Stated || raid.First.String() != "2021-03-03" {
		t.Errorf("dates: %+v, %+v", raid.Date, bomb.Date)
	}
	if boats.Speaker != (store.ActorRef{ID: "lake/officer", Name: "police officer"}) || boats.Event != "lake/bomb" {
		t.Errorf("quote: %+v", boats)
	}
	if boats.Province == nil || boats.Province.Name != "Panjshir" {
		t.Errorf("province of the quote: %+v", boats.Province)
	}
	c := bomb.Cites[0]
	if c.Source != "lake" || c.Paragraph != 2 || c.Span() != (store.Span{Start: 110, End: 120}) || c.Passage.SHA256 != strings.Repeat("c", 64) {
		t.Errorf("citation: %+v", c)
	}
	if got := raid.Cites[0].Passage; got.Before != "0123456789012345" || got.After != "12e4567890123456" {
		t.Errorf("digests that look like numbers: %+v", got)
	}
	if got := b.Actors[0].Aliases; !slices.Equal(got, []string{"the Guard", "Guard, River"}) {
		t.Errorf("aliases %q", got)
	}
}

// problems gives the messages that a text brings about, without the file's name.
func problems(t *testing.T, text string) []string {
	t.Helper()
	b, err := briefing.Read("lake.yaml", []byte(text))
	if err == nil {
		return nil
	}
	if !reflect.DeepEqual(b, store.Briefing{}) {
		t.Error("something was read all the same")
	}
	var list briefing.Problems
	if !errors.As(err, &list) {
		t.Fatalf("%T: %v", err, err)
	}
	messages := make([]string, len(list))
	for i, p := range list {
		messages[i] = strings.TrimPrefix(p.Error(), "lake.yaml")
	}
	return messages
}

// placed puts line numbers for "@", the line of the fault, and "@+1" or "@-1".
func placed(want string, line int) string {
	for offset := -9; offset <= 9; offset++ {
		if offset != 0 {
			want = strings.ReplaceAll(want, fmt.Sprintf("@%+d", offset), fmt.Sprintf(":%d", line+offset))
		}
	}
	return strings.ReplaceAll(want, "@", fmt.Sprintf(":%d", line))
}

// Each fault is made by one replacement in the sample and tells what stands here.
func TestReadRefuses(t *testing.T) {
	for name, tt := range map[string]struct{ old, new, want string }{
		"unknown field":            {"    title: Raid", "    titel: Raid", `@: events[raid]: field "titel" is unknown; did you mean title?`},
		"unknown section":          {"quotes:", "quotations:", `@: field "quotations" is unknown`},
		"field twice":              {"    title: Raid\n", "    title: Raid\n    title: Raid\n", `@+1: events[raid].title: this field stands twice, first in line 36`},
		"text is a list":           {"title: Raid", "title: [Raid]", `@: events[raid].title: a text is expected, not a list`},
		"text is a mapping":        {"title: Raid", "title: {a: b}", `a text is expected, not a mapping`},
		"list is a text":           {"aliases: [the Guard, \"Guard, River\"]", "aliases: the Guard", `@: actors[guard].aliases: a list is expected`},
		"record is a text":         {"  - id: boats\n    text: Who else has the boats?\n", "  - boats\n  - id: boats\n    text: x\n", `@: quotes[1]: a mapping with id, text, speaker`},
		"section is a mapping":     {"mentions: [guard]", "mentions: {a: guard}", `mentions: a list is expected`},
		"blank alias":              {"aliases: [the Guard", `aliases: [" "`, `actors[guard].aliases[1]: a text is expected`},
		"alias twice":              {"aliases: [the Guard", `aliases: ["Guard, River"`, `actors[guard].aliases[2]: "Guard, River" stands here twice`},
		"bad date":                 {"2021-03-03", "2021-03-32", `@: events[raid].date: date "2021-03-32": day 32 does not exist in that month`},
		"level 2 date":             {"2021-03-03", "2021-~03-03", `level 2`},
		"no basis":                 {"    basis: stated\n", "", `@-2: events[raid].basis: stated, derived or inferred is expected`},
		"bad basis":                {"basis: stated", "basis: infered", `@: events[raid].basis: stated, derived or inferred is expected, not "infered"; did you mean inferred?`},
		"basis of nothing":         {"    date: 2021-03-03\n", "", `events[raid].basis: there is no date that it could be the basis of`},
		"bad publication date":     {"2021-11~", "November", `@: source.published: date "November": not an EDTF date`},
		"bad actor kind":           {"kind: armed group", "kind: rebel group", `@: actors[guard].kind: armed group, person, organisation, government or unnamed is expected, not "rebel group"`},
		"no actor kind":            {"    kind: armed group\n", "", `@-2: actors[guard].kind: armed group, person`},
		"bad confidence":           {"confidence: likely", "confidence: lkely", `sure, likely or guess is expected, not "lkely"; did you mean likely?`},
		"no event kind":            {"    kind: armed attack\n", "", `events[raid].kind: what kind of event it is`},
		"province by name":         {"province: AF-BAL", "province: Balkh", `@: events[raid].province: the ISO 3166-2 code of a province is expected, not "Balkh"; AF-BAL is Balkh`},
		"province by capital":      {"province: AF-BAL", "province: Mazar-i-Sharif", `AF-BAL is Balkh`},
		"province nearly":          {"province: AF-BAL", "province: AF-BLA", `not "AF-BLA"; did you mean AF-BAL (Balkh)`},
		"province name nearly":     {"province: AF-BAL", "province: Balk", `not "Balk"; did you mean AF-BAL (Balkh)?`},
		"province elsewhere":       {"province: AF-BAL", "province: ML-1", `list it under provinces, with name and country`},
		"province misnamed":        {"name: Panjsher", "name: Parwan", `events[bomb].province.name: AF-PAN is Panjshir`},
		"province without code":    {"{code: AF-PAN, name: Panjsher}", "{name: Panjsher}", `events[bomb].province.code: the province's code is expected; AF-PAN is Panjshir`},
		"listed province unknown":  {"  - code: AF-BAL", "  - code: AF-XXX", `@: provinces[AF-XXX].code: the ISO 3166-2 code of a province is expected, not "AF-XXX"`},
		"listed province misnamed": {"  - code: AF-BAL\n", "  - code: AF-PIA\n    name: Paktika\n", `@+1: provinces[AF-PIA].name: AF-PIA is Paktia`},
		"listed province strange":  {"  - code: AF-BAL\n", "  - code: ML-1\n", `provinces[ML-1].country: the country's English name (the gazetteer does not hold it) is expected`},
		"listed province no code":  {"  - code: AF-BAL\n", "  - code: Balkh\n", `an ISO 3166-2 code is expected, such as AF-BAL, not "Balkh"; AF-BAL is Balkh`},
		"listed province by name":  {"  - code: AF-BAL\n", "  - name: Balkh\n    country: Afghanistan\n", `@: provinces[1].code: the ISO 3166-2 code of the province is expected; AF-BAL is Balkh`},
		"no such actor":            {"{id: guard, role", "{id: gaurd, role", `@: events[raid].actors[gaurd].id: there is no actor "gaurd" in this file; did you mean guard?`},
		"no such speaker":          {"speaker: officer", "speaker: officers", `@: quotes[boats].speaker: there is no actor "officers" in this file; did you mean officer?`},
		"no speaker":               {"    speaker: officer\n", "", `@-2: quotes[boats].speaker: the id of an actor is expected`},
		"no such affiliation":      {"affiliation: guard", "affiliation: nobody", `@: actors[jane-roe].affiliation: there is no actor "nobody"`},
		"affiliated to itself":     {"affiliation: guard", "affiliation: jane-roe", `@: actors[jane-roe].affiliation: "Jane Roe" would belong to itself`},
		"affiliated in a circle":   {"    kind: armed group\n", "    kind: armed group\n    affiliation: jane-roe\n", `@+1: actors[guard].affiliation: "River Guard" would belong to itself`},
		"no such event":            {"event: bomb", "event: bom", `@: quotes[boats].event: there is no event "bom" in this file; did you mean bomb?`},
		"event of another place":   {"    event: bomb\n", "    event: bomb\n    province: AF-BAL\n", `@+1: quotes[boats].province: its event is in Panjshir`},
		"no such mention":          {"mentions: [guard]", "mentions: [boats]", `@: quotes[boats].mentions[1]: there is no actor "boats"`},
		"mention twice":            {"mentions: [guard]", "mentions: [guard, guard]", `"River Guard" stands here twice`},
		"event id twice":           {"- id: bomb", "- id: raid", `@: events[raid].id: the id "raid" is used in line 33 already`},
		"actor id twice":           {"- id: jane-roe", "- id: guard", `@: actors[guard].id: the id "guard" is used in line 18 already`},
		"quote named like event":   {"- id: boats", "- id: raid", `@: quotes[raid].id: the id "raid" is used in line 33 already`},
		"unnamed actor like event": {"- id: officer\n", "- id: raid\n", `@+5: events[raid].id: the id "raid" is used in line 28 already`},
		"bad slug":                 {"- id: boats", "- id: The Boats", `@: quotes[1].id: an id of a-z, 0-9 and single hyphens is expected, not "The Boats"`},
		"slug of another source":   {"- id: boats", "- id: sea/boats", `an id of a-z`},
		"no id":                    {"  - id: boats\n    text", "  - text", `@: quotes[1].id: an id is expected`},
		"no source id":             {"  id: lake\n", "", `@-1: source.id: an id is expected`},
		"no source title":          {"  title: The Lake\n", "", `@-2: source.title: the title of the source is expected`},
		"paragraph beyond":         {"[CITE2]\nquotes", "[{paragraph: 3, start: 110, end: 120, sha256: SUM, length: 1, before: 0123456789abcdef, after: 0123456789abcdef}]\nquotes", `@: events[bomb].cites[1]: there is no paragraph 3: the digest has 2, counted from 1`},
		"paragraph 0":              {"[CITE2]\nquotes", "[{paragraph: 0, start: 110, end: 120, sha256: SUM, length: 1, before: 0123456789abcdef, after: 0123456789abcdef}]\nquotes", `there is no paragraph 0`},
		"outside its paragraph":    {"[CITE2]\nquotes", "[{paragraph: 1, start: 110, end: 120, sha256: SUM, length: 1, before: 0123456789abcdef, after: 0123456789abcdef}]\nquotes", `110 to 120 is outside paragraph 1, which is 10 to 100`},
		"ends before it starts":    {"start: 102, end: 200", "start: 200, end: 102", `@: digest[2].cite.end: an end above the start, 200, is expected, not 102`},
		"empty passage":            {"start: 102, end: 200", "start: 102, end: 102", `an end above the start`},
		"paragraphs overlap":       {"start: 102, end: 200", "start: 90, end: 200", `@: digest[2].cite: it starts at 90, within the paragraph before, which ends at 100`},
		"paragraph left out":       {"  - paragraph: 2", "  - paragraph: 3", `@: digest[3].paragraph: paragraph 2 is expected here, not 3`},
		"no digest text":           {"    text: A bomb.\n", "", `digest[2].text: the digest of the paragraph is expected`},
		"whole paragraph misnamed": {"cite: {start: 102", "cite: {paragraph: 1, start: 102", `@: digest[2].cite.paragraph: 2 is expected`},
		"no digest of a passage":   {"length: 98, before", "length: 98, befor", `@: digest[2].cite: field "befor" is unknown; did you mean before?`},
		"short digest":             {`before: "0123456789abcdef", after: "0123456789abcdef"}` + "\n  - paragraph: 2", `before: "0123", after: "0123456789abcdef"}` + "\n  - paragraph: 2", `@: digest[1].cite.before: 16 hex digits are expected`},
		"no hex":                   {"sha256: SUM, length: 98", "sha256: nothing, length: 98", `@: digest[2].cite.sha256: 64 hex digits are expected`},
		"no length":                {"length: 98", "length: 0", `a length above 0 is expected`},
		"start is a word":          {"start: 102", "start: here", `@: digest[2].cite.start: a whole number is expected, not "here"`},
		"start is a fraction":      {"start: 102", "start: 102.5", `a whole number is expected, not "102.5"`},
		"start is quoted":          {"start: 102", `start: "102"`, `a whole number without quotes is expected`},
		"start is negative":        {"start: 102", "start: -102", `a number not below zero is expected, not -102`},
		"start is huge":            {"start: 102", "start: 99999999999", `99999999999 is too large`},
		"start in hex":             {"start: 102", "start: 0x66", `a whole number is expected, not "0x66"`},
		"no citation":              {"    mentions: [guard]\n    cites: [CITE2]\n", "    mentions: [guard]\n", `@-4: quotes[boats].cites: at least one citation is expected`},
		"empty citations":          {"mentions: [guard]\n    cites: [CITE2]", "mentions: [guard]\n    cites: []", `@+1: quotes[boats].cites: at least one citation is expected`},
		"negative casualties":      {"wounded: {best: 0}", "wounded: {best: -1}", `@: events[raid].wounded.best: a number not below zero is expected, not -1`},
		"low above best":           {"killed: {low: 4, best: 5, high: 6, shared: [bomb]}", "killed: {low: 6, best: 5, high: 6, shared: [bomb]}", `@: events[raid].killed.best: low ≤ best ≤ high is expected; 5 is below 6`},
		"low above high":           {"wounded: {best: 0}", "wounded: {low: 7, high: 3}", `wounded.high: low ≤ best ≤ high is expected; 3 is below 7`},
		"toll without figures":     {"wounded: {best: 0}", "wounded: {}", `low, best or high is expected`},
		"toll is a number":         {"wounded: {best: 0}", "wounded: 12", `@: events[raid].wounded: a mapping with low, best, high, shared is expected`},
		"shared not in turn":       {"shared: [raid]", "shared: []", `@-8: events[raid].killed.shared[1]: event "bomb" must name this one in its own shared in turn`},
		"shared with nobody":       {"shared: [raid]", "shared: [riad]", `killed.shared[1]: there is no event "riad" in this file; did you mean raid?`},
		"shared with itself":       {"wounded: {best: 0}", "wounded: {best: 0, shared: [raid]}", `a toll is shared with other events, not with itself`},
		"shared, other figures":    {"killed: {low: 4, best: 5, high: 6, shared: [raid]}", "killed: {low: 4, best: 6, high: 6, shared: [raid]}", `event "bomb" gives other figures`},
		"latitude alone":           {"    lon: 67.1\n", "", `events[raid].lat: lat and lon are expected together, or neither`},
		"latitude off the globe":   {"lat: 36.7", "lat: 367", `@: events[raid].lat: degrees between -90 and 90 are expected`},
		"latitude no number":       {"lat: 36.7", "lat: .nan", `degrees between -90 and 90 are expected`},
		"newer format":             {"fieldbrief/1", "fieldbrief/2", `@: format: fieldbrief/2 is newer than this program, which reads fieldbrief/1; update it`},
		"other format":             {"fieldbrief/1", "something", `@: format: fieldbrief/1 is expected`},
		"no format":                {"format: fieldbrief/1\n", "", `@: format: fieldbrief/1 is expected`},
		"party twice":              {"- {id: guard, role: perpetrator}", "- {id: guard, role: perpetrator}\n      - {id: guard, role: perpetrator}", `@+1: events[raid].actors[guard]: "River Guard" stands here twice in one role`},

		"tab":               {"    title: Raid", "\ttitle: Raid", `@: this line is indented by a tab; use spaces`},
		"control":           {"title: Raid", "title: Ra\x07id", `@: this line holds a control character`},
		"not UTF-8":         {"title: Raid", "title: Ra\xe9d", `@: this line is not UTF-8`},
		"syntax":            {"aliases: [the Guard", "aliases: [[the Guard", `it is not valid YAML`},
		"unclosed quote":    {"title: Raid", `title: "Raid`, `it is not valid YAML`},
		"anchor":            {"title: Raid", "title: &t Raid", `@: anchors (&name) are not used`},
		"alias":             {"title: Raid", "title: *t", `@: aliases (*name) are not used`},
		"tag":               {"title: Raid", "title: !!str Raid", `@: tags (!name) are not used`},
		"merge key":         {"    title: Raid", "    <<: {title: Raid}", `@: merge keys (<<) are not used`},
		"two documents":     {"quotes:", "---\nquotes:", `one YAML document is expected`},
		"nested too deep":   {"aliases: [the Guard, \"Guard, River\"]", "aliases: " + strings.Repeat("[", 5000) + strings.Repeat("]", 5000), `nested too deeply`},
		"indented too deep": {"wounded: {best: 0}", "wounded:\n" + indented(30), `nested too deeply`},
		"too many dashes":   {"  - paragraph: 1\n", "  - " + strings.Repeat("- ", 5000) + "x\n", `nested too deeply`},
		"too many fields":   {"title: Raid\n", "title: Raid\n" + strings.Repeat("    x: y\n", 70), `this mapping has more than 60 fields`},
		"a list of faults":  {"aliases: [the Guard, \"Guard, River\"]", "aliases: [" + strings.Repeat("{a: b}, ", 3000) + "x]", `too many problems: the rest are not listed`},
	} {
		t.Run(name, func(t *testing.T) {
			if strings.Count(sample, tt.old) != 1 {
				t.Fatalf("%q stands %d times in the sample", tt.old, strings.Count(sample, tt.old))
			}
			before, _, _ := strings.Cut(sample, tt.old)
			want := placed(tt.want, 1+strings.Count(before, "\n"))
			got := problems(t, filled.Replace(strings.Replace(sample, tt.old, tt.new, 1)))
			if !slices.ContainsFunc(got, func(m string) bool { return strings.Contains(m, want) }) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
			}
		})
	}
}

func indented(depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat(" ", 6+i) + "a:\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func TestReadRefusesFiles(t *testing.T) {
	for name, tt := range map[string]struct{ data, want string }{
		"empty":          {"", ": the file is empty"},
		"blank":          {"\n\n", ": the file is empty"},
		"comments":       {"# nothing\n", "one YAML document is expected"},
		"blank lines":    {"format: |\n" + strings.Repeat("   \n", 3000) + "a", ":201: there are 200 blank lines in a row"},
		"many documents": {"format: fieldbrief/1\n" + strings.Repeat("...\n", 100000), "one YAML document is expected, not several"},
		"a text":         {"just words\n", ":1: a mapping with format, source"},
		"a list":         {"- a\n- b\n", ":1: a mapping with format, source"},
		"UTF-16":         {"\xff\xfef\x00", ": this is UTF-16; save it as UTF-8"},
		"too large":      {strings.Repeat("# x\n", 3<<20), ": 12582912 bytes are too large for a briefing file; at most 2097152 (2 MB) are read"},
		"only format":    {"format: fieldbrief/1\n", "source: a mapping with id, title"},
		"empty values":   {"format: fieldbrief/1\nevents:\n" + strings.Repeat("  -\n", 60000), "empty"},
		"empty fields":   {"format: fieldbrief/1\nevents:\n" + strings.Repeat("  - id:\n", 40000), "empty"},
		"flow commas":    {"format: fieldbrief/1\nevents: {" + strings.Repeat("a,", 100000) + "}", "empty"},
		"flow lists":     {"format: fieldbrief/1\n\nevents: [" + strings.Repeat("[],", 60000) + "]", ":3: there are more than 150000 brackets, commas, colons, line ends and the like up to here"},
		"many lines":     {"format: fieldbrief/1\nevents: >\n" + strings.Repeat("  a\n", 200000), ":149998: there are more than 150000 brackets"},
	} {
		t.Run(name, func(t *testing.T) {
			got := problems(t, tt.data)
			if !slices.ContainsFunc(got, func(m string) bool { return strings.Contains(m, tt.want) }) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), tt.want)
			}
		})
	}
}

// A file cut short must not pass for one of fewer records.
func TestReadNeedsLists(t *testing.T) {
	file := filled.Replace(sample)
	last := strings.Count(file, "\n")
	for _, name := range []string{"digest", "actors", "events", "quotes"} {
		start := strings.Index(file, "\n"+name+":\n") + 1
		end := len(file)
		if next := regexp.MustCompile(`\n[a-z]`).FindStringIndex(file[start:]); next != nil {
			end = start + next[0] + 1
		}
		line := strings.Count(file[:start], "\n") + 1
		without := file[:start] + file[end:]
		for what, tt := range map[string]struct {
			text string
			line int
		}{
			"missing":   {without + "\n\n", last - strings.Count(file[start:end], "\n")},
			"no value":  {file[:start] + name + ":\n" + file[end:], line},
			"null":      {file[:start] + name + ": ~ # none\n" + file[end:], line},
			"cut short": {strings.TrimSuffix(file[:start], "\n"), line - 1},
		} {
			t.Run(name+" "+what, func(t *testing.T) {
				want := fmt.Sprintf(":%d: %s: expected a list; write [] where there are none", tt.line, name)
				got := problems(t, tt.text)
				if !slices.Contains(got, want) {
					t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
				}
				if name == "digest" && what != "cut short" && len(got) != 1 {
					t.Errorf("told more than once:\n%s", strings.Join(got, "\n"))
				}
			})
		}
	}
	if b := mustRead(t, "format: fieldbrief/1\nsource: {id: a, title: b}\ndigest: []\nactors: []\nevents: []\nquotes: []\n"); b.Source.ID != "a" || b.Cited() != nil {
		t.Errorf("read of empty lists: %+v", b)
	}
}

func TestReadNeedsNoProvinces(t *testing.T) {
	before, rest, _ := strings.Cut(filled.Replace(sample), "provinces:\n")
	_, after, _ := strings.Cut(rest, "actors:\n  - id: guard")
	if b := mustRead(t, before+"actors:\n  - id: guard"+after); len(b.Provinces) != 34 {
		t.Errorf("%d provinces", len(b.Provinces))
	}
}

// JSON is YAML.
func TestReadJSON(t *testing.T) {
	want := mustRead(t, filled.Replace(strings.Replace(sample, "title: Raid", `title: "R\u00E9id \U0001F600/"`, 1)))
	line, err := yaml.YAMLToJSON([]byte(roundTrip(t, want)))
	if err != nil {
		t.Fatal(err)
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, line, "", "  "); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"one line": string(line),
		"indented": indented.String(),
		"tabs":     strings.ReplaceAll(indented.String(), "  ", "\t"),
		"escaped":  strings.NewReplacer("/", `\/`, "é", `\u00e9`, "\U0001F600", `\ud83d\ude00`).Replace(indented.String()),
		"CRLF":     strings.ReplaceAll(indented.String(), "\n", "\r\n"),
	} {
		t.Run(name, func(t *testing.T) {
			if !briefing.Is([]byte(text)) {
				t.Error("not taken for a briefing")
			}
			if got := mustRead(t, text); !reflect.DeepEqual(got, want) {
				t.Errorf("got %+v\nwant %+v", got, want)
			}
		})
	}
}

// All faults of a file are told at once, in the order of its lines.
func TestReadTellsAllProblems(t *testing.T) {
	text := strings.NewReplacer("title: The Lake", "titel: The Lake", "speaker: officer", "speaker: nobody", "2021-03-03", "2021-3-3",
		"shared: [raid]", "shared: [flood]", "kind: person", "kind: human").Replace(sample)
	got := problems(t, filled.Replace(text))
	var lines []string
	for _, m := range got {
		line, _, _ := strings.Cut(m[1:], ":")
		lines = append(lines, line)
	}
	if want := []string{"2", "4", "25", "34", "43", "51", "56"}; !slices.Equal(lines, want) {
		t.Errorf("problems in lines %v, want %v:\n%s", lines, want, strings.Join(got, "\n"))
	}
}

func TestReadTakesOtherForms(t *testing.T) {
	want := mustRead(t, filled.Replace(sample))
	for name, text := range map[string]string{
		"CRLF":              strings.ReplaceAll(sample, "\n", "\r\n"),
		"byte order mark":   "\uFEFF" + sample,
		"document marker":   "---\n" + sample + "...\n",
		"comments":          "# a\n" + strings.ReplaceAll(sample, "events:\n", "# b\nevents: # c\n"),
		"public ids":        strings.NewReplacer("- id: raid", "- id: lake/raid", "event: bomb", "event: lake/bomb", "speaker: officer", "speaker: lake/officer", "[raid]", "[lake/raid]").Replace(sample),
		"empty fields":      strings.NewReplacer("  title: The Lake\n", "  title: The Lake\n  author:\n  outlet: ~\n  url: \"\"\n").Replace(sample),
		"sections in order": sectionsReversed(sample),
		"flow":              strings.ReplaceAll(sample, "  title: The Lake\n  published: 2021-11~\n", "  {title: The Lake, published: 2021-11~}\n"),
	} {
		if name == "flow" {
			text = strings.Replace(sample, "source:\n  id: lake\n  title: The Lake\n  published: 2021-11~\n  basis: inferred\n",
				"source: {id: lake, title: The Lake, author: , published: 2021-11~, basis: inferred, outlet: }\n", 1)
		}
		t.Run(name, func(t *testing.T) {
			if got := mustRead(t, filled.Replace(text)); !reflect.DeepEqual(got, want) {
				t.Errorf("got %+v\nwant %+v", got, want)
			}
		})
	}
}

func sectionsReversed(text string) string {
	var sections []string
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, " ") {
			sections = append(sections, "")
		}
		sections[len(sections)-1] += line
	}
	slices.Reverse(sections)
	return strings.Join(sections, "")
}

// The bounds on what a file may hold are far above what a large briefing holds.
func TestReadTakesLargeFiles(t *testing.T) {
	var b strings.Builder
	events, rest, _ := strings.Cut(sample, "quotes:\n")
	b.WriteString(events)
	for i := range 2000 {
		fmt.Fprintf(&b, "  - id: raid-%d\n    date: 2021-03-03\n    basis: stated\n    title: Raid\n    summary:\n    kind: armed attack\n"+
			"    province: AF-BAL\n    actors: [{id: guard, role: perpetrator, as: }]\n    killed: {low: 4}\n    cites: [CITE1]\n", i)
	}
	b.WriteString("quotes:\n" + rest)
	if got := mustRead(t, filled.Replace(b.String())); len(got.Events) != 2002 {
		t.Errorf("%d events", len(got.Events))
	}
	aliases := make([]string, 100000)
	for i := range aliases {
		aliases[i] = fmt.Sprintf("guard %d", i)
	}
	listed := strings.Replace(sample, "aliases: [the Guard, \"Guard, River\"]", "aliases: ["+strings.Join(aliases, ", ")+"]", 1)
	if got := mustRead(t, filled.Replace(listed)).Actors[0].Aliases; !slices.Equal(got, aliases) {
		t.Errorf("%d aliases", len(got))
	}
	long := strings.Replace(sample, "text: A bomb.", "text: >-\n      "+strings.Repeat("word ", 400)+"\n    remark: |\n"+strings.Repeat(" ", 150)+"far to the right", 1)
	if got := mustRead(t, filled.Replace(long)).Source.Digest[1]; len(got.Digest) != 1999 || got.Remark != "far to the right\n" {
		t.Errorf("digest of %d bytes, remark %q", len(got.Digest), got.Remark)
	}
}

func TestReadOtherCountries(t *testing.T) {
	text := strings.NewReplacer("  - code: AF-BAL\n", "  - code: ML-1\n    name: Kayes\n    country: Mali\n    aliases: [Kay]\n    capital: Kayes\n    lat: 14\n    lon: -10\n",
		"province: AF-BAL", "province: ML-1", "province: {code: AF-PAN, name: Panjsher}", "province: somewhere/north-end",
		"actors:\n  - id: guard", "  - name: North End\n    country: Somewhere\n    cites: [CITE1]\nactors:\n  - id: guard").Replace(sample)
	b := mustRead(t, filled.Replace(text))
	if len(b.Provinces) != 2 {
		t.Fatalf("%d provinces, want the two listed", len(b.Provinces))
	}
	kayes, north := b.Provinces[0], b.Provinces[1]
	if kayes.ID != "ML-1" || kayes.Code != "ML-1" || kayes.Country != "Mali" || kayes.Lon != -10 || !slices.Equal(kayes.Aliases, []string{"Kay"}) {
		t.Errorf("Kayes: %+v", kayes)
	}
	if north.ID != "somewhere/north-end" || north.Code != "" || b.Events[1].Province.Name != "North End" {
		t.Errorf("North End: %+v; %+v", north, b.Events[1].Province)
	}
	roundTrip(t, b)
}

func roundTrip(t *testing.T, b store.Briefing) string {
	t.Helper()
	var file bytes.Buffer
	if err := briefing.Write(&file, b); err != nil {
		t.Fatal(err)
	}
	got, err := briefing.Read("written.yaml", file.Bytes())
	if err != nil {
		t.Fatalf("%v\nin\n%s", err, file.String())
	}
	if !reflect.DeepEqual(got, b) {
		t.Fatalf("read again:\n%+v\nwritten:\n%+v\nin\n%s", got, b, file.String())
	}
	return file.String()
}

func TestWriteIsTheInverse(t *testing.T) {
	first := roundTrip(t, mustRead(t, filled.Replace(sample)))
	if second := roundTrip(t, mustRead(t, first)); second != first {
		t.Errorf("written twice, the file differs:\n%s\n%s", first, second)
	}
	roundTrip(t, store.Briefing{Source: store.Source{ID: "a", Title: "b", Published: mustDate("")}})
}

func mustDate(edtf string) store.Date {
	d, err := store.ParseDate(edtf, "", "")
	if err != nil {
		panic(err)
	}
	return d
}

// Texts that YAML could take for something else come back as they were.
func TestWriteQuotes(t *testing.T) {
	b := mustRead(t, filled.Replace(sample))
	for _, s := range []string{
		"yes", "No", "null", "~", "2021", "1.5", "0x1F", "1e3", ".inf", "- a", "? a", ": a", "a: b", "a #b", "# a", "'a'", `"a"`, `a\b`, "[a]", "{a}", "a, b",
		"&a", "*a", "!a", "|", ">", "%a", "@a", "`a`", " a", "a ", "a\nb", "a\n", "\na", "a\tb", "\t", "a\u00a0b", "a\u2028b", "\u202ea", "\ufeffa", "\x1b[31m", "\u0085", "---", "...", "--- a", "<<", "=",
		"“Late June”", "کابل", "e\u0301", "\U0001F600", "a\r\nb", "\x00",
		strings.Repeat("word ", 40) + "end", strings.Repeat("# - : ", 40) + "end", "- " + strings.Repeat("word ", 40) + "end", strings.Repeat("x", 300), strings.Repeat("a\u2003b ", 40) + "end",
		strings.Repeat("کلمه ", 40) + "پایان", strings.Repeat("word  ", 40) + "end", strings.Repeat("--- ... ", 40) + "end", strings.Repeat("'\" ", 50) + "end", strings.Repeat("word ", 40), "{" + strings.Repeat("word, ", 40) + "}",
	} {
		t.Run(fmt.Sprintf("%.20q", s), func(t *testing.T) {
			b := b
			b.Source.Remark = s
			b.Source.Digest = slices.Clone(b.Source.Digest)
			b.Source.Digest[0].Digest = s
			if strings.TrimSpace(s) != "" {
				b.Events = slices.Clone(b.Events)
				b.Events[0].Title = s
				b.Events[0].Actors = []store.Party{{ID: "guard", Name: "River Guard", Role: s, As: s}}
				b.Actors = slices.Clone(b.Actors)
				b.Actors[0].Aliases = []string{s, s + "x"}
			}
			roundTrip(t, b)
		})
	}
}

func TestWriteRefuses(t *testing.T) {
	for name, spoil := range map[string]func(*store.Briefing){
		"rows of data sets": func(b *store.Briefing) { b.Events[0].Cites[0].Record = "row-7" },
		"other sources":     func(b *store.Briefing) { b.Events[0].Cites[0].Source = "sea" },
		"foreign ids":       func(b *store.Briefing) { b.Events[0].ID = "sea/raid" },
		"no UTF-8":          func(b *store.Briefing) { b.Events[0].Title = "\xff" },
	} {
		t.Run(name, func(t *testing.T) {
			b := mustRead(t, filled.Replace(sample))
			spoil(&b)
			var file bytes.Buffer
			if err := briefing.Write(&file, b); err == nil || file.Len() > 0 {
				t.Errorf("error %v, %d bytes written", err, file.Len())
			}
		})
	}
}

// The briefing kept for tests rests on its article to the letter.
func TestLakeReport(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "lake-report.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	b := mustRead(t, string(data))
	text, err := os.ReadFile(filepath.Join("..", "article", "testdata", "lake-report.txt"))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := article.Read("lake-report.txt", text)
	if err != nil {
		t.Fatal(err)
	}
	var cites []store.Citation
	for _, p := range b.Source.Digest {
		cites = append(cites, p.Passage)
	}
	for _, a := range b.Actors {
		cites = append(cites, a.Cites...)
	}
	for _, p := range b.Provinces {
		cites = append(cites, p.Cites...)
	}
	for _, e := range b.Events {
		cites = append(cites, e.Cites...)
	}
	for _, q := range b.Quotes {
		cites = append(cites, q.Cites...)
		passage := []rune(doc.Body)[q.Cites[0].Start:q.Cites[0].End]
		if !strings.Contains(string(passage), q.Text) {
			t.Errorf("quote %s does not stand in its passage", q.ID)
		}
	}
	for _, f := range article.Locate(doc, cites) {
		if f.State != article.InPlace || f.Paragraph != f.Cite.Paragraph {
			t.Errorf("¶%d %v: %v, in ¶%d", f.Cite.Paragraph, f.Cite.Span(), f.State, f.Paragraph)
		}
		if got := store.NewPassage([]rune(doc.Body), f.Cite.Span()); got != f.Cite.Passage {
			t.Errorf("¶%d %v: passage %+v, cited %+v", f.Cite.Paragraph, f.Cite.Span(), got, f.Cite.Passage)
		}
	}
	if doc.SHA256 != b.Source.SHA256 || doc.Title != b.Source.Title {
		t.Error("the briefing is of another file")
	}
	roundTrip(t, b)
}

func TestIs(t *testing.T) {
	for text, want := range map[string]bool{
		filled.Replace(sample):                                         true,
		"\uFEFFformat: fieldbrief/9":                                   true,
		"# x\nfromat: 'fieldbrief/1'\n":                                true,
		"source:\n  id: a\nevents:\r\nquotes: []":                      true,
		"{\n \"format\" : \"fieldbrief/2\", \"x\": 1}":                 true,
		"\uFEFF{\"format\":\"fieldbrief\\/1\"}":                        true,
		inUTF16("format: fieldbrief/1\n", binary.LittleEndian):         true,
		inUTF16("# é\r\nformat: fieldbrief/1\r\n", binary.BigEndian):   true,
		inUTF16("{\"format\": \"fieldbrief/1\"}", binary.LittleEndian): true,
		inUTF16("Title\n\nText.", binary.LittleEndian):                 false,
		"\xff\xfe":  false,
		"\xfe\xffa": false,
		"{\"source\": {\"format\": \"fieldbrief/1\"}}": false,
		"":                                      false,
		"Title\n\nsource: a newspaper\n\nText.": false,
		"The format: fieldbrief/1 is a format.": false,
		"<html>format: fieldbrief/1</html>":     false,
		"{\"format\": 1}":                       false,
	} {
		if briefing.Is([]byte(text)) != want {
			t.Errorf("Is(%.30q) = %v", text, !want)
		}
	}
}

func inUTF16(text string, order binary.AppendByteOrder) string {
	var data []byte
	for _, unit := range utf16.Encode([]rune("\uFEFF" + text)) {
		data = order.AppendUint16(data, unit)
	}
	return string(data)
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(filled.Replace(sample)))
	f.Add([]byte("format: fieldbrief/1\nsource: {id: a, title: b}\ndigest: []\nactors: []\nevents: []\nquotes: []\n"))
	f.Add([]byte("format: fieldbrief/1\nsource:\n  id: a\n  title: >-\n    b\n    c\ndigest: []\nactors: []\nevents: []\nquotes: []\n"))
	f.Add([]byte(`{"format": "fieldbrief\/1", "source": {"id": "a", "title": "b"}, "digest": [], "actors": [], "events": [], "quotes": []}`))
	if data, err := os.ReadFile(filepath.Join("testdata", "lake-report.yaml")); err == nil {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := briefing.Read("f.yaml", data)
		if err != nil {
			return
		}
		if err := b.Validate(); err != nil {
			t.Fatalf("read, but not valid: %v", err)
		}
		roundTrip(t, b)
	})
}

// Whatever text stands in a record, it comes back.
func FuzzWrite(f *testing.F) {
	f.Add("a", "b: c", "- d", 1.5)
	f.Add("word word", strings.Repeat("- # ", 40)+"x", "\x00", -0.25)
	base := mustRead(f, filled.Replace(sample))
	f.Fuzz(func(t *testing.T, title, note, alias string, lat float64) {
		for _, s := range []string{title, note, alias} {
			if strings.ToValidUTF8(s, "") != s || strings.TrimSpace(s) == "" {
				return
			}
		}
		if !(lat >= -90 && lat <= 90) {
			return
		}
		b := base
		b.Events = slices.Clone(base.Events)
		b.Events[0].Title, b.Events[0].Summary, b.Events[0].Lat = title, note, &lat
		b.Actors = slices.Clone(base.Actors)
		b.Actors[0].Aliases, b.Actors[0].Note = []string{alias}, note
		b.Quotes = slices.Clone(base.Quotes)
		b.Quotes[0].Text = note
		roundTrip(t, b)
	})
}
