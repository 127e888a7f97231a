package dataset

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// cutAll reads a text with the splitter, and each record into fields.
func cutAll(t *testing.T, r io.Reader) (records [][]string, lines []int) {
	t.Helper()
	s := newSplitter(r, ',')
	row, line := 1, 1
	for {
		c, err := s.next(&memory{})
		if errors.Is(err, io.EOF) {
			return records, lines
		}
		if err != nil {
			t.Fatal(err)
		}
		if c.row != row || c.line != line {
			t.Fatalf("a chunk starts at row %d, line %d, want %d, %d", c.row, c.line, row, line)
		}
		start := 0
		for _, end := range c.ends {
			fields, _, _ := cutter{comma: ','}.cut(c.text[start:end], nil)
			records, lines = append(records, fields), append(lines, line)
			line += strings.Count(c.text[start:end], "\n")
			row, start = row+1, end
		}
		if start != len(c.text) {
			t.Fatalf("%d bytes of a chunk are in no record", len(c.text)-start)
		}
	}
}

func TestSplit(t *testing.T) {
	for text, want := range map[string][][]string{
		"":                           nil,
		"a":                          {{"a"}},
		"a,b\nc,d\n":                 {{"a", "b"}, {"c", "d"}},
		"a,b\r\nc,":                  {{"a", "b"}, {"c", ""}},
		"\"a\nb\",c\nd":              {{"a\nb", "c"}, {"d"}},
		"\"a \"\"b\"\"\",\"\"\nc":    {{`a "b"`, ""}, {"c"}},
		"a \"b\nc\" d,e\n":           {{`a "b`}, {`c" d`, "e"}},
		"\"a \"b\" c\",d\n":          {{`a "b" c`, "d"}},
		"\"a\nb":                     {{"\"a\nb"}},
		"\n\nx\n":                    {{""}, {""}, {"x"}},
		"\"a\"\r\n\"b\r\nc\"\r\n":    {{"a"}, {"b\r\nc"}},
		"\"\"\"a,b\"\";\"\"c\"\"\",": {{`"a,b";"c"`, ""}},
	} {
		for name, r := range map[string]io.Reader{"whole": strings.NewReader(text), "byte by byte": iotest.OneByteReader(strings.NewReader(text))} {
			if got, _ := cutAll(t, r); !slices.EqualFunc(got, want, slices.Equal) {
				t.Errorf("%s %q: %q, want %q", name, text, got, want)
			}
		}
	}
}

// Records longer than a chunk are whole; what is longer than any record is cut.
func TestSplitLongRecords(t *testing.T) {
	long := `"` + strings.Repeat("x\n", chunkSize) + `"`
	got, lines := cutAll(t, strings.NewReader("a\n"+long+",b\nc\n"))
	if len(got) != 3 || len(got[1][0]) != 2*chunkSize || got[1][1] != "b" || lines[2] != chunkSize+3 {
		t.Errorf("%d records", len(got))
	}
	got, _ = cutAll(t, strings.NewReader("a\n\"open,b\n"+strings.Repeat("c,d\n", maxRecord/4)))
	if len(got) != 2+maxRecord/4 || !slices.Equal(got[2], []string{"c", "d"}) {
		t.Errorf("%d records after a quotation mark that nothing closes", len(got))
	}
	if got, _ = cutAll(t, strings.NewReader(strings.Repeat("z", 3*maxRecord/2))); len(got) != 1 || len(got[0][0]) != maxRecord {
		t.Errorf("%d records of a line without end", len(got))
	}
}

// What encoding/csv takes for CSV, the splitter cuts in the same way.
func FuzzSplit(f *testing.F) {
	for _, s := range []string{"a,b\nc,d\n", "\"a\nb\",\"c\"\"d\"\r\n\r\ne", "\"\"\n\"\",\n", "a\n\n\n\"b\"", "\"a\r\n,b\"\r\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := csv.NewReader(strings.NewReader(text))
		r.FieldsPerRecord = -1
		want, err := r.ReadAll()
		got, _ := cutAll(t, strings.NewReader(text))
		if err != nil {
			return
		}
		got = slices.DeleteFunc(got, func(fields []string) bool { return len(fields) == 1 && fields[0] == "" })
		want = slices.DeleteFunc(want, func(fields []string) bool { return len(fields) == 1 && fields[0] == "" })
		for _, record := range got {
			for i := range record { // encoding/csv writes line ends as \n
				record[i] = strings.ReplaceAll(record[i], "\r\n", "\n")
			}
		}
		if !slices.EqualFunc(got, want, slices.Equal) {
			t.Errorf("%q\n got %q\nwant %q", text, got, want)
		}
		for _, n := range recordEnds(nil, []byte(text), ',', true) {
			if n > len(text) {
				t.Error("a record ends beyond the text")
			}
		}
	})
}

func TestRecordEndsWaitForMore(t *testing.T) {
	for _, text := range []string{"a", "a,\"b\n", "a,\"b\"", "\"a\"\r", "\"a\"\"\n"} {
		if ends := recordEnds(nil, []byte(text), ',', false); len(ends) != 0 {
			t.Errorf("%q: a record ends at %v", text, ends)
		}
	}
}
