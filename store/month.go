package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"fieldbrief/store/internal/block"
	"fieldbrief/store/internal/column"
)

// A monthChange is what happens to the events of a month: drafts are brought in,
// or numbers removed.
type monthChange struct {
	month   uint32
	bales   []bale
	gone    []number
	size    int    // how many drafts or numbers those are
	days    uint32 // which days of the month they are of, a bit for each
	reindex bool   // the words of what is gone are wanted
	old     [2]int // where the source's numbers of the month lie in eventChange.old

	// What the library holds, copied.
	columns     []byte // with its checksum; nil where there is nothing
	coordinates []byte // likewise
	entries     []entry

	// What came of it.
	added, changed, unchanged int

	edited  []byte // the columns; nil where nothing is different
	points  []byte // the coordinates, likewise
	boards  []boardChange
	ids     []uint64 // of new events
	numbers []number // likewise, ascending
	idsOut  []uint64 // of removed ones
	out     []leaving
	unmet   []string // ids of new events that may be the source's on another day
}

// leaving is a word that an event no longer holds.
type leaving struct {
	word   string
	number number
}

// prepare reads what the library holds of a month.
func (e *Edition) prepare(m *monthChange) error {
	if b := e.tx.Bucket([]byte(columnsBucket)); b != nil {
		m.columns = bytes.Clone(b.Get(monthKey(m.month)))
	}
	if b := e.tx.Bucket([]byte(coordinatesBucket)); b != nil {
		m.coordinates = bytes.Clone(b.Get(monthKey(m.month)))
		e.touch(len(m.coordinates))
	}
	if m.columns != nil && m.coordinates == nil && !e.unlocated {
		return damage("a value is missing at %s", address{coordinatesBucket, string(monthKey(m.month))})
	}
	s := newShelf(e.tx, eventsBucket)
	return s.scan(numberKey(m.month<<monthShift), func(held entry) (bool, error) {
		if keyNumber(held.key)>>monthShift != m.month {
			return false, nil
		}
		e.touch(len(held.value))
		if len(m.entries) == 0 || m.concerns(held) {
			m.entries = append(m.entries, entry{bytes.Clone(held.key), bytes.Clone(held.next), bytes.Clone(held.value)})
		}
		return true, nil
	})
}

// concerns tells whether a value of the shelf of events has to do with days that
// change.
func (m *monthChange) concerns(held entry) bool {
	from, to := keyNumber(held.key), (m.month+1)<<monthShift-1
	if !held.last() {
		to = min(to, keyNumber(held.next))
	}
	return m.days&dayBits(from>>placeBits, to>>placeBits) != 0
}

// writeMonth writes what became of a month.
func (e *Edition) writeMonth(m *monthChange) error {
	b, err := e.tx.CreateBucketIfNotExists([]byte(columnsBucket))
	if err != nil {
		return err
	}
	if err := e.put(b, address{columnsBucket}, string(monthKey(m.month)), m.edited); err != nil {
		return err
	}
	if err := e.putPoints(m); err != nil {
		return err
	}
	s, err := e.shelf(eventsBucket)
	if err != nil {
		return err
	}
	for _, board := range m.boards {
		if err := s.replaceBlocks(board.key, board.blocks); err != nil {
			return err
		}
	}
	return nil
}

// A merger changes months. It is for one goroutine.
type merger struct {
	*eventChange
	coder  *eventCoder
	old    *vocabulary // of records that change
	packer *block.Packer
	rows   wordRows

	days    monthRows
	held    map[string]block.Record
	plain   []byte // drafts of the month
	packed  []byte
	packing []byte
	drafts  []byteDraft
	actors  []uint32 // of their rows
	pending []numberedDraft
	codes   []uint32 // of pending drafts' words
	draft   draft
}

// byteDraft is where a draft lies.
type byteDraft struct {
	key        uint64
	bytes      []byte // from its start on
	vocabulary int
}

// A numberedDraft is a draft with its number and the words that are new there.
type numberedDraft struct {
	number   number
	record   []byte
	from, to int // of its words' codes
}

// worker makes what works on tasks in one goroutine.
func (c *eventChange) worker() func(*task) error {
	w := &merger{eventChange: c, coder: newEventCoder(c.edition.events.dictionary), old: newVocabulary(), days: make(monthRows), packer: c.edition.events.packer}
	return func(t *task) error {
		for _, m := range t.months {
			if err := c.ctx.Err(); err != nil {
				return err
			}
			if err := w.month(m); err != nil {
				return err
			}
		}
		t.lists = w.rows.lists(len(c.words))
		return nil
	}
}

func (w *merger) month(m *monthChange) (err error) {
	if err := w.readRows(m); err != nil {
		return err
	}
	w.actors = w.actors[:0]
	var changes []recordChange
	if len(m.gone) > 0 {
		changes, err = w.remove(m)
	} else {
		changes, err = w.bringIn(m)
	}
	if err != nil || m.edited == nil && len(changes) == 0 {
		return err
	}
	days := w.days.list()
	m.edited, m.points = column.Encode(days), packPoints(w.packer, pointsOf(days))
	m.boards, err = w.changeBoards(m.entries, changes)
	m.entries = nil
	return err
}

// bringIn numbers the drafts of a month and gives the records that change.
func (w *merger) bringIn(m *monthChange) ([]recordChange, error) {
	if err := w.readHeld(m); err != nil {
		return nil, err
	}
	if err := w.readDrafts(m); err != nil {
		return nil, err
	}
	w.pending, w.codes = w.pending[:0], w.codes[:0]
	for _, at := range w.drafts {
		if err := w.bring(m, at); err != nil {
			return nil, err
		}
	}
	byNumber := func(a, b numberedDraft) int { return cmp.Compare(a.number, b.number) }
	if !slices.IsSortedFunc(w.pending, byNumber) {
		slices.SortFunc(w.pending, byNumber)
		slices.Sort(m.numbers)
		slices.SortStableFunc(m.out, func(a, b leaving) int { return cmp.Compare(a.number, b.number) })
	}
	changes := make([]recordChange, len(w.pending))
	for i, d := range w.pending {
		changes[i] = recordChange{d.number, d.record}
		if d.from < d.to {
			w.rows.add(d.number, w.codes[d.from:d.to])
		}
	}
	return changes, nil
}

// readDrafts reads the drafts of a month, in their order.
func (w *merger) readDrafts(m *monthChange) error {
	w.drafts, w.plain = w.drafts[:0], w.plain[:0]
	ends := make([]int, len(m.bales))
	for i, l := range m.bales {
		var err error
		if w.plain, err = w.spool.read(w.plain, l, &w.packed); err != nil {
			return err
		}
		ends[i] = len(w.plain)
	}
	at := 0
	for i, l := range m.bales {
		for at < ends[i] {
			b := w.plain[at:]
			n := 8 + frameRoom + int(binary.BigEndian.Uint32(b[8:]))
			w.drafts = append(w.drafts, byteDraft{binary.BigEndian.Uint64(b), b[:n:n], l.vocabulary})
			at += n
		}
	}
	m.bales = nil
	var err error
	slices.SortFunc(w.drafts, func(a, b byteDraft) int {
		if a.key != b.key {
			return cmp.Compare(a.key, b.key)
		}
		var one, other draft
		errA, errB := readDraft(&one, a.bytes, new([]uint32)), readDraft(&other, b.bytes, new([]uint32))
		err = cmp.Or(err, errA, errB)
		return compareDrafts(&one, &other)
	})
	if err != nil {
		return spoolReadError(err)
	}
	return nil
}

// bring numbers one draft.
func (w *merger) bring(m *monthChange, at byteDraft) error {
	d := &w.draft
	if err := readDraft(d, at.bytes, &w.actors); err != nil {
		return spoolReadError(err)
	}
	n, was, err := w.number(m, d)
	if err != nil {
		return err
	}
	w.share(d, n)
	if was != nil {
		same, err := w.same(was, d)
		if err != nil {
			return err
		}
		if same {
			m.unchanged++
			if w.days.setToll(n, d.row) {
				m.edited = []byte{}
			}
			return nil
		}
	}
	w.days.set(n, d.row)
	from := len(w.codes)
	for _, code := range d.words {
		w.codes = append(w.codes, w.ranks[at.vocabulary][code])
	}
	if was == nil {
		m.ids = append(m.ids, idEntry(string(d.id), n))
		m.numbers = append(m.numbers, n)
	} else {
		m.changed++
		if err := w.differ(m, n, was, from); err != nil {
			return err
		}
	}
	w.pending = append(w.pending, numberedDraft{n, d.record, from, len(w.codes)})
	return nil
}

// share gives a row its place, and its toll where that is shared: it goes by the
// number of the first of its events.
func (w *merger) share(d *draft, n number) {
	d.row.Place = n & (dayPlaces - 1)
	if d.toll == "" {
		return
	}
	if _, ok := w.given[d.toll]; !ok {
		w.given[d.toll] = n
	}
	toll := w.given[d.toll]
	d.row.Shared = &toll
}

// number gives a draft its number, and the record that stands there.
func (w *merger) number(m *monthChange, d *draft) (number, []byte, error) {
	if was, ok := w.held[string(d.id)]; ok && was.Number>>placeBits == d.day() {
		at, _ := slices.BinarySearch(w.eventChange.old, was.Number)
		if w.matched[at] {
			return 0, nil, repeatedError(string(d.id))
		}
		w.matched[at] = true
		return was.Number, was.Bytes, nil
	}
	if w.oldIDs.mayHold(string(d.id)) {
		m.unmet = append(m.unmet, string(d.id))
	}
	day := w.days.day(d.day())
	if day.Next >= dayPlaces {
		return 0, nil, crowdedError(d)
	}
	n := d.day()<<placeBits | day.Next
	day.Next++
	m.added++
	return n, nil, nil
}

// ErrCrowded says that more events begin on one day than there are numbers for.
var ErrCrowded = errors.New("a library has no room for as many events on one day")

func crowdedError(d *draft) error {
	when := "are undated"
	if d.day() != undatedDay {
		when = "begin on " + d.first.String()
	}
	return fmt.Errorf("event %s: %w: more than %d events %s; leave some out, or import them into a library of their own (--library)",
		Printable(string(d.id)), ErrCrowded, dayPlaces, when)
}

// same tells whether a record says what a draft says. Texts may have codes in
// one and not in the other.
func (w *merger) same(was []byte, d *draft) (bool, error) {
	if bytes.Equal(was, d.record) {
		return true, nil
	}
	before, err := w.coder.decode(was, d.day())
	if err != nil {
		return false, at(err, eventsBucket)
	}
	after, err := w.coder.decode(d.record, d.day())
	return reflect.DeepEqual(before, after), err
}

// differ leaves of a draft's codes, from a place on, only the words that its
// event did not hold, and notes those that it holds no longer.
func (w *merger) differ(m *monthChange, n number, was []byte, from int) error {
	words, err := w.wordsAt(n, was)
	if err != nil {
		return err
	}
	held := make(map[string]bool, len(words))
	for _, code := range words {
		held[w.old.words[code]] = true
	}
	fresh := w.codes[:from]
	for _, code := range w.codes[from:] {
		word := w.words[code]
		if !held[word] {
			fresh = append(fresh, code)
		}
		delete(held, word)
	}
	w.codes = fresh
	for word := range held {
		m.out = append(m.out, leaving{word, n})
	}
	return nil
}

// wordsAt gives the words of a record, in the vocabulary of old ones.
func (w *merger) wordsAt(n number, record []byte) ([]uint32, error) {
	e, err := w.coder.decode(record, n>>placeBits)
	if err != nil {
		return nil, at(err, address{eventsBucket, string(numberKey(n))}.String())
	}
	return w.old.wordsOf(&e), nil
}

// readHeld reads the records that the source has in a month.
func (w *merger) readHeld(m *monthChange) error {
	w.held = nil
	var numbers []number
	for _, n := range w.eventChange.old[m.old[0]:m.old[1]] {
		if m.days&dayBit(n>>placeBits) != 0 {
			numbers = append(numbers, n)
		}
	}
	if len(numbers) == 0 {
		return nil
	}
	w.held = make(map[string]block.Record, len(numbers))
	return w.eachHeld(m, numbers, func(r block.Record, id string) { w.held[id] = r })
}

// eachHeld yields the records of ascending numbers, which must all be there.
func (w *merger) eachHeld(m *monthChange, numbers []number, yield func(r block.Record, id string)) error {
	for _, held := range m.entries {
		blocks, err := block.Split(keyNumber(held.key), held.value)
		if err != nil {
			return boardDamage(held.key)
		}
		for i, b := range blocks {
			if i+1 < len(blocks) && len(numbers) > 0 && numbers[0] >= blocks[i+1].First {
				continue
			}
			records, err := w.packer.Unpack(b)
			if err != nil {
				return boardDamage(held.key)
			}
			for _, r := range records {
				if len(numbers) == 0 || r.Number != numbers[0] {
					continue
				}
				numbers = numbers[1:]
				id, err := w.coder.decodeID(r.Bytes)
				if err != nil {
					return boardDamage(held.key)
				}
				yield(r, id)
			}
		}
	}
	if len(numbers) > 0 {
		return boardDamage(numberKey(numbers[0]))
	}
	return nil
}

// remove takes out the events that are gone and gives the records that change.
func (w *merger) remove(m *monthChange) ([]recordChange, error) {
	changes := make([]recordChange, 0, len(m.gone))
	var failed error
	err := w.eachHeld(m, m.gone, func(r block.Record, id string) {
		w.days.remove(r.Number)
		changes = append(changes, recordChange{number: r.Number})
		m.idsOut = append(m.idsOut, idEntry(id, r.Number))
		if !m.reindex {
			return
		}
		words, err := w.wordsAt(r.Number, r.Bytes)
		failed = cmp.Or(failed, err)
		for _, code := range words {
			m.out = append(m.out, leaving{w.old.words[code], r.Number})
		}
	})
	return changes, cmp.Or(err, failed)
}

// monthRows are the columns of a month under change.
type monthRows map[uint32]*column.Day

// readRows reads the columns of a month for changing.
func (w *merger) readRows(m *monthChange) error {
	for _, d := range w.days {
		d.Next, d.Rows = 0, d.Rows[:0]
	}
	if m.columns == nil {
		return nil
	}
	var kept column.Month
	if err := decodeMonth(&kept, monthKey(m.month), m.columns); err != nil {
		return err
	}
	m.columns = nil
	days := kept.ByDay()
	if m.coordinates != nil {
		points := make([]column.Point, kept.Rows())
		if err := unpackPoints(w.packer, points, monthKey(m.month), m.coordinates, &w.packed); err != nil {
			return err
		}
		m.coordinates = nil
		place(days, points)
	}
	for _, d := range days {
		w.days[d.Day] = &d
	}
	return nil
}

// list gives the days that have, or had, events.
func (m monthRows) list() []column.Day {
	list := make([]column.Day, 0, len(m))
	for _, day := range slices.Sorted(maps.Keys(m)) {
		if m[day].Next > 0 {
			list = append(list, *m[day])
		}
	}
	return list
}

func (m monthRows) day(day uint32) *column.Day {
	d, ok := m[day%column.Days]
	if !ok {
		d = &column.Day{Day: day % column.Days}
		m[day%column.Days] = d
	}
	return d
}

func findPlace(d *column.Day, n number) (int, bool) {
	place := n & (dayPlaces - 1)
	if last := len(d.Rows) - 1; last < 0 || d.Rows[last].Place < place {
		return last + 1, false
	}
	return slices.BinarySearchFunc(d.Rows, place, func(r column.Row, place uint32) int { return cmp.Compare(r.Place, place) })
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
	if !found || d.Rows[at].Shared == nil && r.Shared == nil || d.Rows[at].Shared != nil && r.Shared != nil && *d.Rows[at].Shared == *r.Shared {
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
