package tui

import (
	"strings"
	"unicode/utf8"

	"fieldbrief/store"
)

// readRow writes what a source without paragraphs, a data set, says of a record:
// all of its card, its citation and its row. There is no text to read it in.
func (d *document) readRow(lib records, of ref) {
	d.row = true
	if of.kind != store.EventRecord && of.kind != store.QuoteRecord {
		d.add(block{kind: noteBlock, text: "A data set: its records are its rows. Every event shows its own, by the same key."})
	}
	for i, f := range newCard(lib, of, store.Count{}).fields {
		text := ""
		for _, p := range f.pieces {
			text += p.text
		}
		switch {
		case i == 0:
			d.addRecord(0, proseBlock, of, text)
		case f.label == "":
			d.add(block{kind: noteBlock, text: strings.TrimSpace(text)})
		default:
			d.addLine(f.label, text)
		}
	}
}

// addLine writes a column of a row and what it has in it, fit for the screen.
func (d *document) addLine(name, value string) {
	name += ": "
	d.add(block{kind: fieldBlock, text: name + value, lead: utf8.RuneCountInString(name)})
}
