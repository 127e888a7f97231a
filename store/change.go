package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"

	"fieldbrief/store/internal/block"
	"fieldbrief/store/internal/column"
	"fieldbrief/store/internal/posting"
)

// A draft is an event on its way into the library.
type draft struct {
	day         uint32
	first, last Day // for the order within the day
	id          string
	record      []byte
	row         column.Row // its place is not known yet
	words       []uint32   // each once, in the vocabulary
	vocabulary  *vocabulary
	toll        string // id of the event that a shared toll goes by, "" where it is its own
}

// compareDrafts is the order in which drafts get their numbers.
func compareDrafts(a, b *draft) int {
	return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.first, b.first), cmp.Compare(a.last, b.last), compareIDs(a.id, b.id))
}

// An eventChange brings drafts of one source into the library's events.
type eventChange struct {
	edition *Edition
	source  string
	old     []number          // of the source, ascending
	matched []bool            // which of them a draft has met
	moved   []number          // of drafts that are now on another day
	given   map[string]number // to drafts that share tolls

	added, changed, unchanged int

	wordsIn, wordsOut, wordsGone *gathering // of new, changed and removed events
	ids, idsOut                  []uint64
	numbers                      []number // new ones
}

func (e *Edition) newEventChange(source string) (*eventChange, error) {
	c := &eventChange{edition: e, source: source, given: make(map[string]number), wordsIn: newGathering(), wordsOut: newGathering(), wordsGone: newGathering()}
	chunks, _, err := chunksOf(newShelf(e.tx, holdingsBucket), source, false)
	if err != nil {
		return nil, err
	}
	for _, chunk := range chunks {
		if c.old, err = posting.Decode(c.old, chunk.first, chunk.list); err != nil {
			return nil, damage("the list of the events of %s cannot be read", Printable(source))
		}
	}
	c.matched = make([]bool, len(c.old))
	return c, nil
}

// apply takes drafts in their order; those of the source that are not among
// them are removed where the drafts are all it has. It tells how many were
// absent.
func (c *eventChange) apply(drafts iter.Seq2[*draft, error], all bool) (absent int, err error) {
	var month []*draft
	for d, err := range drafts {
		if err != nil {
			return 0, err
		}
		if len(month) > 0 && d.day>>monthBits != month[0].day>>monthBits {
			if err := c.month(month); err != nil {
				return 0, err
			}
			month = month[:0]
		}
		month = append(month, d)
	}
	if len(month) > 0 {
		if err := c.month(month); err != nil {
			return 0, err
		}
	}
	gone := slices.Clone(c.moved)
	for i, n := range c.old {
		if !c.matched[i] {
			absent++
			if all {
				gone = append(gone, n)
			}
		}
	}
	c.added -= len(c.moved)
	c.changed += len(c.moved)
	slices.Sort(gone)
	if err := c.remove(gone); err != nil {
		return absent, err
	}
	return absent, c.finish(gone)
}

// month brings in the drafts of a month.
func (c *eventChange) month(drafts []*draft) error {
	days, err := c.edition.readMonth(drafts[0].day >> monthBits)
	if err != nil {
		return err
	}
	held, err := c.heldIn(drafts[0].day >> monthBits)
	if err != nil {
		return err
	}
	numbered := make([]numberedDraft, len(drafts))
	for i, d := range drafts {
		n, was, err := c.number(days, held, d)
		if err != nil {
			return err
		}
		numbered[i] = numberedDraft{d, n, was}
	}
	slices.SortFunc(numbered, func(a, b numberedDraft) int { return cmp.Compare(a.number, b.number) })
	var changes []recordChange
	edited := false
	for _, d := range numbered {
		row := c.row(d)
		if d.unchanged() {
			c.unchanged++
			edited = days.setToll(d.number, row) || edited
			continue
		}
		edited = true
		days.set(d.number, row)
		changes = append(changes, recordChange{d.number, d.record})
		if err := c.gather(d); err != nil {
			return err
		}
	}
	if !edited {
		return nil
	}
	if err := c.edition.writeMonth(drafts[0].day>>monthBits, days); err != nil {
		return err
	}
	if err := c.edition.changeRecords(changes); err != nil {
		return err
	}
	return c.edition.breathe()
}

// A numberedDraft is a draft with its number and the record that stands there,
// nil where there is none.
type numberedDraft struct {
	*draft
	number number
	was    []byte
}

func (d numberedDraft) unchanged() bool { return d.was != nil && bytes.Equal(d.was, d.record) }

// row gives the draft's row. A shared toll goes by the number of the first of
// its events.
func (c *eventChange) row(d numberedDraft) column.Row {
	row := d.draft.row
	row.Place = d.number & (dayPlaces - 1)
	if d.toll != "" {
		if _, ok := c.given[d.toll]; !ok {
			c.given[d.toll] = d.number
		}
		toll := c.given[d.toll]
		row.Shared = &toll
	}
	return row
}

// number gives a draft its number, and the record that stands there.
func (c *eventChange) number(days monthRows, held map[string]block.Record, d *draft) (number, []byte, error) {
	if was, ok := held[d.id]; ok && was.Number>>placeBits == d.day {
		at, _ := slices.BinarySearch(c.old, was.Number)
		c.matched[at] = true
		return was.Number, was.Bytes, nil
	}
	if len(c.old) > 0 {
		if err := c.findMoved(d); err != nil {
			return 0, nil, err
		}
	}
	day := days.day(d.day)
	if day.Next >= dayPlaces {
		return 0, nil, crowdedError(d)
	}
	n := d.day<<placeBits | day.Next
	day.Next++
	c.added++
	return n, nil, nil
}

var errCrowded = errors.New("a library has no room for as many events on one day")

func crowdedError(d *draft) error {
	when := "are undated"
	if d.day != undatedDay {
		when = "begin on " + d.first.String()
	}
	return fmt.Errorf("event %s: %w: more than %d events %s; leave some out, or import them into a library of their own (--library)",
		Printable(d.id), errCrowded, dayPlaces, when)
}

// findMoved notes the number that the draft's event had on another day.
func (c *eventChange) findMoved(d *draft) error {
	n, ok, err := c.edition.findEvent(d.id)
	if err != nil || !ok {
		return err
	}
	at, ours := slices.BinarySearch(c.old, n)
	if ours && !c.matched[at] {
		c.matched[at] = true
		c.moved = append(c.moved, n)
	}
	return nil
}

// heldIn gives the records that the source has in a month, by id.
func (c *eventChange) heldIn(month uint32) (map[string]block.Record, error) {
	from, _ := slices.BinarySearch(c.old, month<<(placeBits+monthBits))
	to := len(c.old)
	if end := uint64(month+1) << (placeBits + monthBits); end < 1<<32 {
		to, _ = slices.BinarySearch(c.old, number(end))
	}
	held := make(map[string]block.Record, to-from)
	err := c.edition.eachRecord(c.old[from:to], func(n number, record []byte) error {
		id, err := c.edition.coder.decodeID(record)
		held[id] = block.Record{Number: n, Bytes: record}
		return at(err, address{eventsBucket, string(numberKey(n))}.String())
	})
	return held, err
}

// gather notes what a draft changes beside its record.
func (c *eventChange) gather(d numberedDraft) error {
	n := d.number
	if d.was == nil {
		c.wordsIn.addAll(d.vocabulary, d.words, n)
		c.ids = append(c.ids, idEntry(d.id, n))
		c.numbers = append(c.numbers, n)
		return c.spare()
	}
	c.changed++
	old, err := c.wordsAt(n, d.was)
	if err != nil {
		return err
	}
	now := make(map[string]bool, len(d.words))
	for _, code := range d.words {
		now[d.vocabulary.words[code]] = true
	}
	for _, w := range old {
		if !now[w] {
			c.wordsOut.add(w, n)
		}
		delete(now, w)
	}
	for w := range now {
		c.wordsIn.add(w, n)
	}
	return nil
}

// wordsAt gives the words of a record.
func (c *eventChange) wordsAt(n number, record []byte) ([]string, error) {
	e, err := c.edition.coder.decode(record, n>>placeBits)
	if err != nil {
		return nil, at(err, address{eventsBucket, string(numberKey(n))}.String())
	}
	v := newVocabulary()
	v.wordsOf(&e)
	return v.words, nil
}

// manyRemoved is from how many removed events on all lists of words are gone
// through, rather than those of the words they hold.
const manyRemoved = 20_000

// remove takes out events by their numbers, ascending.
func (c *eventChange) remove(gone []number) error {
	for rest := gone; len(rest) > 0; {
		month := rest[0] >> (placeBits + monthBits)
		n := slices.IndexFunc(rest, func(n number) bool { return n>>(placeBits+monthBits) != month })
		if n < 0 {
			n = len(rest)
		}
		if err := c.removeIn(month, rest[:n], len(gone) < manyRemoved); err != nil {
			return err
		}
		rest = rest[n:]
	}
	if len(gone) < manyRemoved {
		return nil
	}
	return c.edition.sweepWords(gone)
}

func (c *eventChange) removeIn(month uint32, gone []number, words bool) error {
	days, err := c.edition.readMonth(month)
	if err != nil {
		return err
	}
	changes := make([]recordChange, 0, len(gone))
	err = c.edition.eachRecord(gone, func(n number, record []byte) error {
		days.remove(n)
		changes = append(changes, recordChange{number: n})
		id, err := c.edition.coder.decodeID(record)
		if err != nil {
			return at(err, address{eventsBucket, string(numberKey(n))}.String())
		}
		c.idsOut = append(c.idsOut, idEntry(id, n))
		if !words {
			return nil
		}
		list, err := c.wordsAt(n, record)
		for _, w := range list {
			c.wordsGone.add(w, n)
		}
		return err
	})
	if err != nil {
		return err
	}
	if err := c.edition.writeMonth(month, days); err != nil {
		return err
	}
	if err := c.edition.changeRecords(changes); err != nil {
		return err
	}
	return c.edition.breathe()
}

// spare makes room where the words gathered take up much memory.
func (c *eventChange) spare() error {
	if c.wordsIn.size < gatheringSize {
		return nil
	}
	if err := c.edition.changeWords(c.wordsIn, newGathering()); err != nil {
		return err
	}
	c.wordsIn.reset()
	return nil
}

// finish writes what was gathered.
func (c *eventChange) finish(gone []number) error {
	e := c.edition
	if len(c.numbers)+len(gone)+c.changed == 0 {
		return nil
	}
	if err := e.changeWords(c.wordsIn, c.wordsOut); err != nil {
		return err
	}
	if err := e.changeWords(newGathering(), c.wordsGone); err != nil {
		return err
	}
	slices.Sort(c.ids)
	slices.Sort(c.idsOut)
	ids, err := e.idList()
	if err == nil {
		err = ids.change(c.ids, c.idsOut)
	}
	if err != nil {
		return err
	}
	slices.Sort(c.numbers)
	held, err := e.wordList(holdingsBucket, c.source)
	if err == nil {
		err = held.change(c.numbers, gone)
	}
	e.tally.Events += len(c.numbers) - len(gone)
	return err
}

// monthRows are the columns of a month under change.
type monthRows map[uint32]*column.Day

func (m monthRows) day(day uint32) *column.Day {
	d, ok := m[day%column.Days]
	if !ok {
		d = &column.Day{Day: day % column.Days}
		m[day%column.Days] = d
	}
	return d
}

func findPlace(d *column.Day, n number) (int, bool) {
	return slices.BinarySearchFunc(d.Rows, n&(dayPlaces-1), func(r column.Row, place uint32) int { return cmp.Compare(r.Place, place) })
}

func (m monthRows) set(n number, r column.Row) {
	d := m.day(n >> placeBits)
	if at, found := findPlace(d, n); found {
		d.Rows[at] = r
	} else {
		d.Rows = slices.Insert(d.Rows, at, r)
	}
}

// setToll sets only which shared toll a row has, and tells whether that is new.
func (m monthRows) setToll(n number, r column.Row) bool {
	d := m.day(n >> placeBits)
	at, found := findPlace(d, n)
	if !found || d.Rows[at].Shared == nil && r.Shared == nil {
		return false
	}
	d.Rows[at].Shared = r.Shared
	return true
}

func (m monthRows) remove(n number) {
	d := m.day(n >> placeBits)
	if at, found := findPlace(d, n); found {
		d.Rows = slices.Delete(d.Rows, at, at+1)
	}
}

func monthKey(month uint32) []byte { return binary.BigEndian.AppendUint16(nil, uint16(month)) }

// readMonth reads the columns of a month for changing.
func (e *Edition) readMonth(month uint32) (monthRows, error) {
	days := make(monthRows)
	b := e.tx.Bucket([]byte(columnsBucket))
	if b == nil {
		return days, nil
	}
	key := monthKey(month)
	kept := b.Get(key)
	if kept == nil {
		return days, nil
	}
	var m column.Month
	if err := decodeMonth(&m, key, kept); err != nil {
		return nil, err
	}
	for _, d := range m.ByDay() {
		days[d.Day] = &d
	}
	return days, nil
}

func decodeMonth(m *column.Month, key, kept []byte) error {
	at := address{columnsBucket, string(key)}
	value, ok := at.sum().open(kept)
	if !ok {
		return damage("the value at %s does not fit its checksum", at)
	}
	if err := m.Decode(value); err != nil {
		return damage("the value at %s cannot be read", at)
	}
	return nil
}

func (e *Edition) writeMonth(month uint32, days monthRows) error {
	b, err := e.tx.CreateBucketIfNotExists([]byte(columnsBucket))
	if err != nil {
		return err
	}
	list := make([]column.Day, 0, len(days))
	for _, day := range slices.Sorted(maps.Keys(days)) {
		list = append(list, *days[day])
	}
	return e.put(b, address{columnsBucket}, string(monthKey(month)), column.Encode(list))
}

// eachRecord yields the records of ascending numbers, copied.
func (e *Edition) eachRecord(numbers []number, yield func(number, []byte) error) error {
	if len(numbers) == 0 {
		return nil
	}
	e.events.unpacked.clear() // what it holds may have been changed
	return e.events.records(e.tx, numbers, yield)
}

// findEvent gives the number of an id.
func (e *Edition) findEvent(id string) (number, bool, error) {
	e.events.unpacked.clear()
	return e.events.number(e.tx, id)
}
