package article_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"fieldbrief/seed/article"
	"fieldbrief/store"
)

func load(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func read(t testing.TB, name string, data []byte) article.Document {
	t.Helper()
	doc, err := article.Read(name, data)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// passage gives what a span covers.
func passage(doc article.Document, s store.Span) string {
	return string([]rune(doc.Body)[s.Start:s.End])
}

func paragraphs(doc article.Document) []string {
	var list []string
	for _, p := range doc.Paragraphs {
		list = append(list, passage(doc, p))
	}
	return list
}

func TestReadText(t *testing.T) {
	data := load(t, "lake-report.txt")
	doc := read(t, "lake-report.txt", data)
	if doc.Body != string(data) {
		t.Error("the body is not the text as it stands")
	}
	if sum := sha256.Sum256(data); doc.SHA256 != hex.EncodeToString(sum[:]) {
		t.Errorf("SHA-256 %s", doc.SHA256)
	}
	if want := "The Quiet War Around the Lake – A Report"; doc.Title != want || passage(doc, doc.TitleSpan) != want {
		t.Errorf("title %q, at %v", doc.Title, doc.TitleSpan)
	}
	got := paragraphs(doc)
	if len(got) != 7 {
		t.Fatalf("%d paragraphs, want 7: %q", len(got), got)
	}
	if !strings.HasPrefix(got[3], "The café owner") || !strings.HasSuffix(got[6], "counted none.") {
		t.Errorf("paragraphs 4 and 7: %q, %q", got[3], got[6])
	}
}

func TestReadTextShapes(t *testing.T) {
	long := strings.Repeat("A sentence of some length. ", 12)
	for name, tt := range map[string]struct {
		text, title string
		paragraphs  []string
	}{
		"blank lines":              {"Title\n\nOne.\nStill one.\n\n\n \t\nTwo.\n", "Title", []string{"One.\nStill one.", "Two."}},
		"lines only":               {"Title\nOne.\nTwo.\nThree.", "Title", []string{"One.", "Two.", "Three."}},
		"long lines in one block":  {"Title\n\n" + long + "\n" + long, "Title", []string{strings.TrimSpace(long), strings.TrimSpace(long)}},
		"carriage returns":         {"Title\r\n\r\nOne.\r\rTwo.", "Title", []string{"One.", "Two."}},
		"no title: a sentence":     {"It began in May.\n\nTwo.", "", []string{"It began in May.", "Two."}},
		"no title: quoted":         {"“It began in May.”\n\nTwo.", "", []string{"“It began in May.”", "Two."}},
		"no title: a question":     {"Who rules?\n\nTwo.", "", []string{"Who rules?", "Two."}},
		"no title: too long":       {strings.Repeat("word ", 41) + "\n\nTwo.", "", []string{strings.TrimSpace(strings.Repeat("word ", 41)), "Two."}},
		"no title: nothing else":   {"only words", "", []string{"only words"}},
		"title of two lines":       {"A Title\n  and its rest\n\nOne.", "A Title and its rest", []string{"One."}},
		"Markdown heading":         {"# It Began. In May.\n\nOne *two*.", "It Began. In May.", []string{"One *two*."}},
		"white space around":       {"\n\n  Title \n\n \u00a0One.\u00a0 \n", "Title", []string{"One."}},
		"Dari":                     {"گزارش\n\nکابل آرام است.\n\nپایان.", "گزارش", []string{"کابل آرام است.", "پایان."}},
		"angle brackets in a text": {"On <p> and <b>\n\nThe tag <p> opens a paragraph.", "On <p> and <b>", []string{"The tag <p> opens a paragraph."}},
	} {
		t.Run(name, func(t *testing.T) {
			doc := read(t, "a.txt", []byte(tt.text))
			if doc.Title != tt.title {
				t.Errorf("title %q, want %q", doc.Title, tt.title)
			}
			if got := paragraphs(doc); strings.Join(got, "|") != strings.Join(tt.paragraphs, "|") {
				t.Errorf("paragraphs %q, want %q", got, tt.paragraphs)
			}
			if want := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(tt.text); doc.Body != want {
				t.Errorf("body %q, want %q", doc.Body, want)
			}
		})
	}
}

func utf16Bytes(s string, bigEndian bool) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune("\uFEFF" + s)) {
		if bigEndian {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return b
}

func TestReadEncodings(t *testing.T) {
	const text = "Café – “news”\n\nOne 𝄞 at Zürich."
	latin := strings.NewReplacer("é", "\xe9", "–", "\x96", "“", "\x93", "”", "\x94", "ü", "\xfc", "𝄞", "x")
	for name, tt := range map[string]struct{ data, want string }{
		"UTF-8":               {text, text},
		"UTF-8 with mark":     {"\uFEFF" + text, text},
		"UTF-16LE":            {string(utf16Bytes(text, false)), text},
		"UTF-16BE":            {string(utf16Bytes(text, true)), text},
		"Windows-1252":        {latin.Replace(text), strings.Replace(text, "𝄞", "x", 1)},
		"bad bytes in UTF-8":  {"\uFEFFab\xff\n\nOne.", "ab\uFFFD\n\nOne."},
		"page names Cyrillic": {"<html><head><meta charset=windows-1251></head><body><p>\xcc\xe8\xf0.</p></body></html>", "Мир."},
		"page names it late":  {"<!-- " + strings.Repeat("x", 2000) + " --><meta http-equiv='Content-Type' content='text/html; charset=windows-1256'><p>\xdf\xc7\xc8\xe1</p>", "كابل"},
		"page is not what it says": {"<html><meta charset=iso-8859-1><p>Café – “news”</p></html>",
			"Café – “news”"},
		"page names nothing": {"<p>Caf\xe9</p>", "Café"},
	} {
		t.Run(name, func(t *testing.T) {
			if doc := read(t, "a", []byte(tt.data)); doc.Body != tt.want {
				t.Errorf("body %q, want %q", doc.Body, tt.want)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	for name, tt := range map[string]struct {
		data []byte
		want string
	}{
		"empty":           {nil, "empty"},
		"blank":           {[]byte(" \n\t\n"), "no text"},
		"only a mark":     {[]byte("\uFEFF"), "no text"},
		"PDF":             {[]byte("%PDF-1.7\nstream"), "PDF"},
		"Word":            {[]byte("PK\x03\x04word/document.xml"), "Word"},
		"RTF":             {[]byte(`{\rtf1\ansi hello}`), "RTF"},
		"gzip":            {[]byte("\x1f\x8b\x08abc"), "unpack"},
		"MHTML":           {[]byte("From: <Saved by a browser>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\n<html>"), "MHTML"},
		"NUL":             {[]byte("text\x00text"), "binary"},
		"UTF-16 unmarked": {utf16Bytes("text", false)[2:], "binary"},
		"control codes":   {bytes.Repeat([]byte("\x01\x02ab\x03"), 40), "binary"},
		"too large":       {make([]byte, 32<<20+1), "too large"},
		"too much text":   {bytes.Repeat([]byte("word "), 4<<20/5+1), "at most 4194304 (4 MB) are read"},
		"too much page":   {[]byte("<p>" + strings.Repeat("word ", 4<<20/5+2)), "at most 4194304 (4 MB) are read"},
		"no text on page": {[]byte("<html><body><script>x()</script><nav>Home</nav></body></html>"), "no text"},
		"too deep":        {[]byte(strings.Repeat("<div>", 600) + "x"), ".txt file"},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := article.Read("some.file", tt.data)
			if err == nil {
				t.Fatalf("read as %q", doc.Body)
			}
			if !strings.HasPrefix(err.Error(), "some.file: ") || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %q does not speak of %q", err, tt.want)
			}
		})
	}
}

// A page may be large by what it shows.
func TestReadPicturedPage(t *testing.T) {
	page := `<p>Some text.</p><img src="data:image/png;base64,` + strings.Repeat("QUJD", 2<<20) + `"><p>More text.</p>`
	if got := paragraphs(read(t, "a.html", []byte(page))); !slices.Equal(got, []string{"Some text.", "More text."}) {
		t.Errorf("%d paragraphs", len(got))
	}
}

func TestReadWebPage(t *testing.T) {
	doc := read(t, "lake-report.html", load(t, "lake-report.html"))
	if want := "The Quiet War Around the\u00a0Lake – A Report"; store.Normal(doc.Title) != store.Normal(want) {
		t.Errorf("title %q", doc.Title)
	}
	if got := passage(doc, doc.TitleSpan); got != doc.Title {
		t.Errorf("title span holds %q", got)
	}
	got := paragraphs(doc)
	if len(got) != 8 { // the by-line and the seven of the text
		t.Fatalf("%d paragraphs: %q", len(got), got)
	}
	for _, word := range []string{"Shore Weekly", "Home", "Search", "advert", "Tags", "in May", "More:", "#222"} {
		if strings.Contains(doc.Body, word) {
			t.Errorf("%q of the page's furniture is in the text", word)
		}
	}
	if !strings.Contains(got[1], "Eastmere at dawn") || strings.Contains(got[1], "\n") || strings.Contains(got[1], "  ") {
		t.Errorf("paragraph 1: %q", got[1])
	}
}

func TestReadWebPageShapes(t *testing.T) {
	for name, tt := range map[string]struct {
		page, title string
		paragraphs  []string
	}{
		"inline tags vanish":         {"<p>ex<b>plo</b>sion<i>s</i> <span>here</span></p>", "", []string{"explosions here"}},
		"entities":                   {"<p>a &amp; b &lt;c&gt; &#8220;d&#x201D; &nbsp;e</p>", "", []string{"a & b <c> “d” \u00a0e"}},
		"line break is a space":      {"<p>one<br>two</p>", "", []string{"one two"}},
		"two are a paragraph":        {"<div>one<br> <br/>\n two<br></div>", "", []string{"one", "two"}},
		"unclosed paragraphs":        {"<p>one<p>two<p>", "", []string{"one", "two"}},
		"heading":                    {"<h1>Head</h1><h2>Sub</h2><p>One.</p>", "Head", []string{"Sub", "One."}},
		"page title":                 {"<title>Head</title><p>One.</p><p>Two.</p>", "Head", []string{"One.", "Two."}},
		"page title over others":     {"<title>Head</title><h1>Site</h1><h1>News</h1><p>One.</p>", "Head", []string{"Site", "News", "One."}},
		"heading within page title":  {"<title>Head - Site</title><h1>Site News</h1><h1>Head</h1><p>One.</p>", "Head", []string{"Site News", "One."}},
		"first paragraph is title":   {"<title>Head - Site</title><p>Head</p><p>One.</p>", "Head", []string{"One."}},
		"title not twice":            {"<title>Head</title><p>Head</p><p>One.</p>", "Head", []string{"One."}},
		"preformatted":               {"<pre>Head\n\nOne\nmore.\n\nTwo.</pre>", "", []string{"Head", "One more.", "Two."}},
		"lists and tables":           {"<ul><li>a<li>b</ul><table><tr><td>c<td>d</table>", "", []string{"a", "b", "c", "d"}},
		"page in a form":             {"<form><p>One.</p></form>", "", []string{"One."}},
		"landmark roles":             {"<div role=navigation>Home</div><div role='main'><p>One.</p></div>", "", []string{"One."}},
		"not shown":                  {"<p style='color:red; display: none'>no</p><p hidden>no</p><p>One.</p><template>no</template>", "", []string{"One."}},
		"article among others":       {"<p>Site</p><article><p>Teaser.</p></article><article><p>One, which is long.</p><p>Two, which is long.</p></article>", "", []string{"One, which is long.", "Two, which is long."}},
		"short article, long page":   {"<article>Teaser</article><p>One, which is long.</p><p>Two, which is long.</p>", "", []string{"Teaser", "One, which is long.", "Two, which is long."}},
		"comment first":              {"\n<!-- saved from a site -->\n<html><p>One.</p></html>", "", []string{"One."}},
		"xhtml":                      {"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body><p>One.</p></body></html>", "", []string{"One."}},
		"blank paragraphs":           {"<p>&nbsp;</p><p>One.</p><p> </p>", "", []string{"One."}},
		"heading with line break":    {"<h1>Head<br>and rest</h1><p>One.</p>", "Head and rest", []string{"One."}},
		"title of a picture is none": {"<body><svg><title>logo</title></svg><p>One.</p></body>", "", []string{"One."}},
	} {
		t.Run(name, func(t *testing.T) {
			doc := read(t, "page", []byte(tt.page))
			if doc.Title != tt.title || passage(doc, doc.TitleSpan) != tt.title {
				t.Errorf("title %q at %v, want %q", doc.Title, doc.TitleSpan, tt.title)
			}
			if got := paragraphs(doc); strings.Join(got, "|") != strings.Join(tt.paragraphs, "|") {
				t.Errorf("paragraphs %q, want %q", got, tt.paragraphs)
			}
			want := tt.paragraphs
			if tt.title != "" {
				want = append([]string{tt.title}, want...)
			}
			if doc.Body != strings.Join(want, "\n\n") {
				t.Errorf("body %q", doc.Body)
			}
		})
	}
}

func TestReadByName(t *testing.T) {
	const loose = "Loose text before <p>the first tag</p>"
	if doc := read(t, "x.HTML", []byte(loose)); doc.Body != "Loose text before\n\nthe first tag" {
		t.Errorf("as a page: %q", doc.Body)
	}
	if doc := read(t, "x.txt", []byte(loose)); doc.Body != loose {
		t.Errorf("as text: %q", doc.Body)
	}
	if doc := read(t, "x.html", []byte("no tags\n\nat all")); doc.Body != "no tags\n\nat all" {
		t.Errorf("text named as a page: %q", doc.Body)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("a.txt", load(f, "lake-report.txt"))
	f.Add("a.html", load(f, "lake-report.html"))
	f.Add("a", []byte("\xff\xfea\x00\n\x00"))
	f.Add("a.htm", []byte("<pre>a\n\nb<br><br>c"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		doc, err := article.Read(name, data)
		if err != nil {
			return
		}
		length := len([]rune(doc.Body))
		at := 0
		if doc.Title != "" {
			at = doc.TitleSpan.End
			if doc.TitleSpan.Start < 0 || at <= doc.TitleSpan.Start || at > length {
				t.Fatalf("title span %v of %d", doc.TitleSpan, length)
			}
		}
		for _, p := range doc.Paragraphs {
			if p.Start < at || p.End <= p.Start || p.End > length {
				t.Fatalf("paragraph %v after %d of %d", p, at, length)
			}
			at = p.End
			if text := passage(doc, p); text != strings.TrimSpace(text) {
				t.Fatalf("paragraph %q has white space around it", text)
			}
		}
	})
}
