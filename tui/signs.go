package tui

import (
	"strings"
	"unicode/utf8"

	"fieldbrief/store"
)

// withSigns puts signs, which are in order, into a text.
func withSigns(text string, signs []inserted) string {
	if len(signs) == 0 {
		return text
	}
	var b strings.Builder
	at, place := 0, 0
	for i := range text {
		for ; at < len(signs) && signs[at].at == place; at++ {
			b.WriteString(signs[at].text)
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		b.WriteString(text[i : i+size])
		place++
	}
	for ; at < len(signs); at++ {
		b.WriteString(signs[at].text)
	}
	return b.String()
}

// withoutSigns gives the stretch of the text that a stretch of it with its signs
// shows, and the signs in it, counted from its start.
func withoutSigns(shown store.Span, signs []inserted) (store.Span, []inserted) {
	span := shown
	var in []inserted
	added := 0
	for _, s := range signs {
		from, n := s.at+added, utf8.RuneCountInString(s.text)
		switch {
		case from < shown.Start:
			span.Start -= min(n, shown.Start-from)
			span.End -= n
		case from < shown.End:
			span.End -= min(n, shown.End-from)
			in = append(in, inserted{from - shown.Start, s.text, s.mark})
		}
		added += n
	}
	return span, in
}
