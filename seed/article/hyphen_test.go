package article_test

import (
	"regexp"
	"strings"
	"testing"

	"fieldbrief/seed/article"
	"fieldbrief/store"
)

const hyphenated = `Boats and Men

On Friday a booby-trapped cart went off in Lake-i-Sharif, the twenty-first such blast since the U.S.-backed half-truce of 1990–1995. Pre- and post-truce figures differ.

The well-known ex-guard Jane Roe—once a by-stander herself—spoke of a semi-official go-between. No one co-operated.
`

var hyphenatedPhrases = []string{
	"a booby-trapped cart went off in Lake-i-Sharif, the twenty-first such blast",
	"Lake-i-Sharif",
	"the U.S.-backed half-truce of 1990–1995",
	"Pre- and post-truce figures differ.",
	"ex-guard Jane Roe—once a by-stander herself—spoke",
	"No one co-operated.",
	"On Friday",
}

// afterHyphens breaks lines after every hyphen and dash within a word.
var afterHyphens = regexp.MustCompile(`(\S[-–—])(\S)`)

func breakAfterHyphens(text, with string) string {
	for range 2 { // "-i-": the matches overlap
		text = afterHyphens.ReplaceAllString(text, "${1}"+with+"${2}")
	}
	return text
}

func TestLocateBrokenAfterHyphens(t *testing.T) {
	doc := read(t, "a.txt", []byte(hyphenated))
	var cites []store.Citation
	for i, p := range doc.Paragraphs {
		cites = append(cites, cite(doc, i+1, p))
	}
	for _, phrase := range hyphenatedPhrases {
		cites = append(cites, cite(doc, 1, span(t, doc, phrase, 0)))
	}
	for name, text := range map[string]string{
		"lines":        breakAfterHyphens(hyphenated, "\n"),
		"indented":     breakAfterHyphens(hyphenated, "\n    \t"),
		"blanks":       breakAfterHyphens(hyphenated, "  \n "),
		"CRLF":         strings.ReplaceAll(breakAfterHyphens(hyphenated, "\n  "), "\n", "\r\n"),
		"moved":        "A newspaper\n\n" + breakAfterHyphens(hyphenated, "\n "),
		"soft hyphens": strings.NewReplacer("Friday", "Fri\u00AD\nday", "figures", "fig\u00AD\n  ures", "spoke", "sp\u00AD\noke").Replace(hyphenated),
		"web page":     "<p>" + strings.ReplaceAll(breakAfterHyphens(hyphenated, "\n\t"), "\n\n", "</p>\n<p>") + "</p>",
		"line breaks":  "<p>" + strings.ReplaceAll(breakAfterHyphens(hyphenated, "<br>"), "\n\n", "</p>\n<p>") + "</p>",
	} {
		t.Run(name, func(t *testing.T) {
			copied := read(t, "copy", []byte(text))
			for _, f := range article.Locate(copied, cites) {
				want := passage(doc, f.Cite.Span())
				if f.State == article.Missing {
					t.Errorf("%q is missing", want)
					continue
				}
				if got := store.Normal(mended(passage(copied, f.Span))); got != store.Normal(want) {
					t.Errorf("%q\ninstead of %q", got, want)
				}
				if f.Paragraph == 0 {
					t.Errorf("%q is in no paragraph", want)
				}
			}
		})
	}
}

var hyphenBreak = regexp.MustCompile(`(^|[^\s\v\x{85}\p{Z}])([\p{Pd}\x{AD}])[\s\v\x{85}\p{Z}]*\n[\s\v\x{85}\p{Z}]*`)

// mended takes the line breaks after hyphens out of a passage.
func mended(passage string) string {
	for hyphenBreak.MatchString(passage) {
		passage = hyphenBreak.ReplaceAllString(passage, "$1$2")
	}
	return passage
}

// A passage that stands elsewhere too is found in its own place, not in the
// one that no break has changed.
func TestLocateBrokenAmongOthers(t *testing.T) {
	text := "First the half-truce held in the hills.\n\nThen, said all, the half-truce broke down again by the lake.\n"
	doc := read(t, "a.txt", []byte(text))
	cites := []store.Citation{cite(doc, 1, doc.Paragraphs[0]), cite(doc, 2, span(t, doc, "half-truce", 1)), cite(doc, 2, doc.Paragraphs[1])}
	copied := read(t, "b.txt", []byte("By somebody else\n\n"+strings.Replace(text, "all, the half-truce", "all, the half-\ntruce", 1)))
	found := article.Locate(copied, cites)
	if got, want := found[1].Span, span(t, copied, "half-\ntruce", 0); got != want {
		t.Errorf("%v at %v, want %v", found[1].State, got, want)
	}
	exact(t, copied, found[:1])
}

// Words apart by a space after a hyphen stay apart.
func TestLocateKeepsSpaces(t *testing.T) {
	doc := read(t, "a.txt", []byte("Head\n\nThe half-truce held, and the men went home at last."))
	copied := read(t, "b.txt", []byte("Head\n\nThe half- truce held, and the men went home at last."))
	if f := article.Locate(copied, []store.Citation{cite(doc, 1, doc.Paragraphs[0])})[0]; f.State != article.Missing {
		t.Errorf("%v at %v", f.State, f.Span)
	}
}
