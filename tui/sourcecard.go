package tui

import (
	"strconv"

	"fieldbrief/store"
)

// everySource stands for all sources in place of an id.
const everySource = "*"

func (c *card) allSources(of int) {
	c.title = "All sources"
	c.add("", piece{c.title, toneStrong})
	c.add("", piece{"No choice of sources: " + plural(of, "source") + ", those too that come later.", toneText})
	c.add("", piece{"What several sources tell of one event counts as often: choose them where that matters.", toneDim})
}

// source says everything of a source, and what to type to read or remove it.
func (c *card) source(lib records, id string, count store.Count) bool {
	if id == everySource {
		c.allSources(len(lib.Sources()))
		return true
	}
	s, ok := lib.Source(id)
	if !ok {
		return false
	}
	if c.title = printable(s.Title); c.title == "" {
		c.title = printable(s.ID)
	}
	c.add("", piece{c.title, toneStrong})
	c.addText("kind", s.Kind, toneText)
	c.addText("author", s.Author, toneText)
	c.addText("outlet", s.Outlet, toneText)
	c.date("published", s.Published, "not given")
	c.counts(count)
	c.readable(lib, s)
	c.addText("remark", s.Remark, toneText)
	licence := printable(s.Licence)
	if licence == "" {
		licence = "not given"
	}
	c.add("licence", piece{licence, toneText})
	c.addText("address", s.URL, toneText)
	if len(s.SHA256) > 16 {
		c.add("file", piece{"SHA-256 " + printable(s.SHA256[:16]) + " …", toneDim})
	}
	c.addText("id", s.ID, toneDim)
	c.add("remove", piece{"fieldbrief remove " + printable(s.ID), toneDim})
	return true
}

// readable tells what there is of a source to read, and what to type for more.
func (c *card) readable(lib records, s store.Source) {
	paragraphs := plural(len(s.Digest), "paragraph")
	switch text := textOf(lib, s); {
	case text == "text" && len(s.Digest) > 0:
		c.add("text", piece{"attached, " + paragraphs + "; and their digest", toneText})
	case text == "text":
		c.add("text", piece{"attached", toneText})
	case text == "digest":
		c.add("text", piece{"a digest of " + paragraphs, toneText}, piece{"; to read the article itself: fieldbrief import ARTICLE", toneDim})
	default:
		c.add("text", piece{"none: every event shows its row", toneDim})
	}
}

// chosenSources tells which sources a choice leaves, in words.
func chosenSources(c store.Choice, of int) string {
	switch {
	case len(c.Chosen) > 0:
		return strconv.Itoa(len(c.Chosen)) + " of " + strconv.Itoa(of)
	case len(c.Excluded) > 0:
		return "all but " + strconv.Itoa(len(c.Excluded))
	}
	return "all " + strconv.Itoa(of)
}
