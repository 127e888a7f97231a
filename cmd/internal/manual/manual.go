// Package manual writes a command line as a page of the Unix manual: roff with
// the man macros (man(7), groff_man(7)), from what the commands say of
// themselves.
package manual

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// A Section is a part of the page that the commands do not tell.
type Section struct {
	Title string
	Text  string // paragraphs, an empty line between them
	Items []Item // after it
}

// An Item is a term and what it means.
type Item struct{ Term, Text string }

// Write writes the page of a program: its commands, then the sections. Errors
// are those of writing.
func Write(w io.Writer, root *cobra.Command, version string, sections ...Section) error {
	p := page{bufio.NewWriter(w)}
	p.macro("TH", strings.ToUpper(root.Name()), "1", "", root.Name()+" "+version, "User Commands")
	p.line(".nh") // names are not to be broken
	p.macro("SH", "NAME")
	p.text(root.Name() + ` \- ` + escaped(root.Short))
	p.macro("SH", "SYNOPSIS")
	p.macro("B", root.Name())
	p.text("[" + `\fIoptions\fR` + "] " + escaped(strings.TrimSpace(strings.TrimPrefix(root.Use, root.Name()))))
	p.line(".br")
	p.macro("B", root.Name())
	p.text(`\fIcommand\fR [\fIarguments\fR]`)
	p.macro("SH", "DESCRIPTION")
	p.prose(root.Long)
	p.macro("SH", "OPTIONS")
	p.flags(root.LocalNonPersistentFlags())
	p.flags(root.PersistentFlags())
	p.macro("SH", "COMMANDS")
	for _, c := range root.Commands() {
		if !c.Hidden && c.Name() != "help" {
			p.command(c)
		}
	}
	for _, s := range sections {
		p.section(s)
	}
	return p.Flush()
}

// A page is roff under way; its writer keeps the first error.
type page struct{ *bufio.Writer }

func (p page) line(s string) { p.WriteString(s + "\n") }

// macro writes a request with its arguments.
func (p page) macro(name string, args ...string) {
	p.WriteString("." + name)
	for _, a := range args {
		p.WriteString(` "` + strings.ReplaceAll(escaped(a), `"`, `\(dq`) + `"`)
	}
	p.WriteByte('\n')
}

// text writes a line of what is roff already; one that begins like a request is
// none.
func (p page) text(s string) {
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		s = `\&` + s
	}
	p.line(s)
}

// prose writes paragraphs. Lines that are indented stay as they are.
func (p page) prose(text string) {
	indented := false
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		switch is := strings.HasPrefix(line, " "); {
		case line == "" && !indented:
			p.line(".PP")
			continue
		case is && !indented:
			p.line(".PP\n.RS 4\n.nf")
			indented = true
		case !is && indented:
			p.line(".fi\n.RE\n.PP")
			indented = false
		}
		if line != "" {
			p.text(escaped(strings.TrimSpace(line)))
		}
	}
	if indented {
		p.line(".fi\n.RE")
	}
}

// flags writes what a command's flags do.
func (p page) flags(flags *pflag.FlagSet) {
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, about := pflag.UnquoteUsage(f)
		term := `\fB\-\-` + escaped(f.Name) + `\fR`
		if f.Shorthand != "" {
			term = `\fB\-` + escaped(f.Shorthand) + `\fR, ` + term
		}
		if value != "" {
			term += ` \fI` + escaped(value) + `\fR`
		}
		p.item(term, about)
	})
}

func (p page) item(term, about string) {
	p.line(".TP")
	p.text(term)
	p.text(escaped(strings.Join(strings.Fields(about), " ")))
}

// command writes a subcommand, and those below it by their names.
func (p page) command(c *cobra.Command) {
	p.macro("SS", c.UseLine()[len(c.Root().Name())+1:])
	about := c.Long
	if about == "" || c.Name() == "completion" {
		about = c.Short
	}
	p.prose(ended(about))
	for _, below := range c.Commands() {
		if !below.Hidden {
			p.item(`\fB`+escaped(c.Name()+" "+below.Name())+`\fR`, below.Short)
		}
	}
	p.flags(own(c))
}

// own gives the flags of a command that the program's own list does not have.
func own(c *cobra.Command) *pflag.FlagSet {
	flags, shared := pflag.NewFlagSet("", pflag.ContinueOnError), c.Root().Flags()
	c.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
		if s := shared.Lookup(f.Name); f.Name != "help" && (s == nil || s.Usage != f.Usage) {
			flags.AddFlag(f)
		}
	})
	return flags
}

// ended ends a text with a full stop, unless an example ends it.
func ended(text string) string {
	text = strings.TrimRight(text, "\n")
	if last := text[strings.LastIndexByte(text, '\n')+1:]; strings.HasPrefix(last, " ") || strings.HasSuffix(last, ".") {
		return text
	}
	return text + "."
}

func (p page) section(s Section) {
	p.macro("SH", strings.ToUpper(s.Title))
	if s.Text != "" {
		p.prose(s.Text)
	}
	for _, i := range s.Items {
		p.item(`\fB`+escaped(i.Term)+`\fR`, i.Text)
	}
}

// escaped writes text so that roff takes it for text, in ASCII. Hyphens stay the
// ASCII sign, so that options can be copied.
func escaped(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`, "'", `\(aq`, "`", "\\(ga", "^", `\(ha`, "~", `\(ti`).Replace(s)
	var b strings.Builder
	for _, r := range s {
		if r < utf8.RuneSelf {
			b.WriteRune(r)
			continue
		}
		fmt.Fprintf(&b, `\[u%04X]`, r)
	}
	return b.String()
}

// Items pairs terms with their meanings.
func Items(pairs ...string) []Item {
	var items []Item
	for i := 0; i+1 < len(pairs); i += 2 {
		items = append(items, Item{pairs[i], pairs[i+1]})
	}
	return items
}
