package tui

import (
	"slices"
	"strconv"
	"strings"

	"fieldbrief/store"
	"fieldbrief/tui/internal/cells"
)

// docActors are the actors that a document speaks of: each has a letter, and a
// hue that it shares with others.
type docActors struct {
	list   []docActor
	finder store.NameFinder
}

type docActor struct {
	id, name string
	letter   rune
}

// hues is how many colours there are for actors.
const hues = 7

// A namedSpan is a stretch of a block's text, in code points, in which an actor
// is named.
type namedSpan struct {
	store.Span
	actor int
}

// letters gives the letters there are for actors: those that can be raised, but
// not ⁱ and ᵈ, which stand beside dates.
const letters = "abcefghjklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW"

// raised writes a letter of letters so that it is seen to be none of the text.
func raised(letter rune) string {
	const small, large = "ᵃᵇᶜᵉᶠᵍʰʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", "ᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ"
	return string([]rune(small + large)[strings.IndexRune(letters, letter)])
}

// readActors gives letters to the actors that a document speaks of: first to
// those chosen in the filter, then in the order in which they come; when no
// letter is left the others have none.
func (d *document) readActors(lib records, chosen []string, cited []store.Cited) {
	ids := slices.Clone(chosen)
	for _, c := range cited {
		if c.Type == store.ActorRecord {
			ids = append(ids, c.ID)
		}
	}
	seen, taken := make(map[string]bool), make(map[rune]bool)
	for _, id := range ids {
		a, ok := lib.Actor(id)
		if !ok || seen[id] || a.Kind == store.Unnamed || len(taken) == len(letters) {
			continue
		}
		seen[id] = true
		letter := freeLetter(a.Name, taken)
		taken[letter] = true
		for _, name := range slices.Concat([]string{a.Name}, a.Aliases, a.Sic) {
			d.actors.finder.Add(name, len(d.actors.list))
		}
		d.actors.list = append(d.actors.list, docActor{id, printable(a.Name), letter})
	}
}

// freeLetter gives the first letter of a name that is free, else any.
func freeLetter(name string, taken map[rune]bool) rune {
	for _, l := range store.Fold(name) + letters {
		if strings.ContainsRune(letters, l) && !taken[l] {
			return l
		}
	}
	return 'a'
}

// mark is how an actor's names are written.
func (a *docActors) mark(actor int) uint8 { return markActor + uint8(actor%hues) }

// named gives the places of a block where actors are named.
func (d *document) named(i int) []namedSpan {
	b := d.block(i)
	if !b.read {
		b.read = true
		d.actors.finder.Find(b.text, func(at store.Span, actor int) { b.names = append(b.names, namedSpan{at, actor}) })
	}
	return b.names
}

func (r *reader) named(block int) []namedSpan {
	if r.plain {
		return nil
	}
	return r.doc.named(block)
}

// letter writes an actor's letter.
func (r *reader) letter(actor int) string {
	letter := r.doc.actors.list[actor].letter
	if r.ascii {
		return "[" + string(letter) + "]"
	}
	return raised(letter)
}

// signs gives what is put into a block's text.
func (r *reader) signs(block int) []inserted {
	var signs []inserted
	for _, n := range r.named(block) {
		signs = append(signs, inserted{n.End, r.letter(n.actor), r.doc.actors.mark(n.actor)})
	}
	if r.numbered && !r.doc.digest {
		signs = append(signs, r.numbers(block)...)
		slices.SortStableFunc(signs, func(a, b inserted) int { return a.at - b.at })
	}
	return signs
}

// numbers gives the numbers of the passages that start in a block of a text.
func (r *reader) numbers(block int) []inserted {
	var signs []inserted
	for _, s := range r.block(block).spans {
		if stop := r.doc.stops[s.stop]; stop.block == block && stop.number > 0 {
			text := r.raisedNumber(stop.number)
			if n := len(signs); n > 0 && signs[n-1].at == s.Start && !r.ascii {
				text = "·" + text
			}
			signs = append(signs, inserted{s.Start, text, markSign})
		}
	}
	return signs
}

func (r *reader) raisedNumber(n int) string {
	if r.ascii {
		return "[" + strconv.Itoa(n) + "]"
	}
	raised := []rune(strconv.Itoa(n))
	for i, digit := range raised {
		raised[i] = []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[digit-'0']
	}
	return string(raised)
}

// switchActors marks actors in the text, or no longer.
func (r *reader) switchActors() {
	r.plain = !r.plain
	r.relay()
}

// leastExplained is the height from which on a line explains the letters.
const leastExplained = 10

// explains tells whether the last line explains the letters.
func (r *reader) explains() bool {
	return !r.plain && len(r.doc.actors.list) > 0 && r.height >= leastExplained
}

// inSight gives the actors named on the lines that are seen, in the order in
// which they come.
func (r *reader) inSight() []int {
	var seen []int
	r.flow.from(r.top, r.rows(), func(_ spot, l readerLine) bool {
		if l.block < 0 {
			return true
		}
		for _, n := range r.named(l.block) {
			if l.touches(n.Span) && !slices.Contains(seen, n.actor) {
				seen = append(seen, n.actor)
			}
		}
		return true
	})
	return seen
}

// drawLegend explains the letters of the actors in sight, as far as there is
// room.
func (r *reader) drawLegend(th *theme) string {
	l := th.line(r.width)
	l.gap(1)
	actors := r.inSight()
	for i, a := range actors {
		text := r.letter(a) + " " + r.doc.actors.list[a].name
		more := "+" + grouped(len(actors)-i)
		if last := i == len(actors)-1; cells.Width(text) > l.left() || !last && cells.Width(text)+2+cells.Width(more) > l.left() {
			l.put(th.dim, more)
			break
		}
		l.put(th.actors[a%hues], text)
		l.gap(2)
	}
	return l.end()
}
