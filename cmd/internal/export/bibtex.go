package export

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"fieldbrief/store"
)

// bibtex writes an entry for each cited work.
func (x *exporter) bibtex() error {
	first := true
	return x.references(func(r reference) error {
		before := "\n"
		if first {
			before, first = "", false
		}
		_, err := x.out.WriteString(before + bibtexEntry(r))
		return outputError(err)
	})
}

func bibtexEntry(r reference) string {
	var b strings.Builder
	kind := "misc"
	if r.outlet != "" && !r.dataset {
		kind = "article"
	}
	fmt.Fprintf(&b, "@%s{%s", kind, r.key)
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, ",\n  %s = %s", name, value)
		}
	}
	text := func(name, value string) {
		if value != "" {
			field(name, "{"+latex(value)+"}")
		}
	}
	field("title", "{{"+latex(r.title)+"}}") // twice: capitals stay
	if r.author != "" {
		field("author", "{{"+latex(r.author)+"}}") // one name, as printed
	}
	switch {
	case kind == "article":
		text("journal", r.outlet)
	case r.outlet != "":
		text("organization", r.outlet)
	case !r.item:
		text("howpublished", r.kind)
	}
	bibtexDate(field, r.published)
	field("url", bracedURL(r.url))
	notes := r.notes
	if vague(r.published) {
		notes = append([]string{"dated " + r.published}, notes...)
	}
	text("note", strings.Join(notes, "; "))
	b.WriteString("\n}\n")
	return b.String()
}

// bibtexDate writes the year for BibTeX and the date for BibLaTeX. The names of
// months are left out: they are macros, which not every reader of such files has.
func bibtexDate(field func(name, value string), published string) {
	parts := dateParts(published)
	if len(parts) == 0 {
		return
	}
	field("year", "{"+strconv.Itoa(parts[0])+"}")
	if len(parts) > 1 {
		date := strconv.Itoa(parts[0])
		for _, part := range parts[1:] {
			date += fmt.Sprintf("-%02d", part)
		}
		field("date", "{"+date+"}")
	}
}

// latex escapes what LaTeX takes for commands. Braces are written as commands,
// since BibTeX counts them even behind a backslash.
func latex(s string) string {
	return strings.NewReplacer(
		`\`, `\textbackslash{}`, "{", `\textbraceleft{}`, "}", `\textbraceright{}`,
		"$", `\$`, "&", `\&`, "#", `\#`, "_", `\_`, "%", `\%`, "~", `\textasciitilde{}`, "^", `\textasciicircum{}`,
	).Replace(store.Printable(s))
}

// bracedURL gives an address within braces, what could end them escaped.
func bracedURL(address string) string {
	if address == "" {
		return ""
	}
	var b strings.Builder
	for _, r := range store.Printable(address) {
		if strings.ContainsRune(`{}\ "<>`, r) {
			b.WriteString(url.PathEscape(string(r)))
		} else {
			b.WriteRune(r)
		}
	}
	return "{" + b.String() + "}"
}
