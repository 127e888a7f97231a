package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"runtime"
	"slices"

	"fieldbrief/store/internal/posting"
)

// An eventChange brings drafts of one source into the library's events.
type eventChange struct {
	edition  *Edition
	ctx      context.Context
	source   string
	workers  int
	progress func(done int)

	old     []number          // of the source, ascending
	matched []bool            // which of them a draft has met
	oldIDs  *idFilter         // nil where there are none
	moved   []number          // of drafts that are now on another day
	given   map[string]number // to drafts that share tolls

	spool *spool
	words []string   // of all drafts, sorted
	ranks [][]uint32 // by vocabulary: the place in words of each of its words

	added, changed, unchanged int

	parts   []bale         // lists of new words
	out     *gathering     // words that changed and removed events no longer hold
	ids     idSorter       // of new events
	idsOut  []uint64       // of removed ones
	numbers posting.Writer // new ones
	done    int            // months' drafts and removals
}

func (e *Edition) newEventChange(ctx context.Context, source string) (*eventChange, error) {
	s := newSpool(e.path)
	c := &eventChange{edition: e, ctx: ctx, source: source, workers: 1, progress: func(int) {}, given: make(map[string]number),
		spool: s, ids: idSorter{spool: s, limit: idsSize}, out: newGathering()}
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

// close drops what was spooled.
func (c *eventChange) close() error { return c.spool.close() }

// index makes one list of the words of all drafts.
func (c *eventChange) index(vocabularies []*vocabulary) {
	for _, v := range vocabularies {
		c.words = append(c.words, v.words...)
	}
	slices.Sort(c.words)
	c.words = slices.Compact(c.words)
	ranks := make(map[string]uint32, len(c.words))
	for i, word := range c.words {
		ranks[word] = uint32(i)
	}
	for _, v := range vocabularies {
		list := make([]uint32, len(v.words))
		for i, word := range v.words {
			list[i] = ranks[word]
		}
		c.ranks = append(c.ranks, list)
	}
}

// draft makes drafts of a briefing's events.
func (c *eventChange) draft(events []Event) error {
	d := newDrafter(c.edition.events.dictionary)
	s := newSorter(c.spool, 0, math.MaxInt)
	tolls := sharedTolls(events)
	c.workers = runtime.GOMAXPROCS(0)
	for i := range events {
		one := d.draft(&events[i])
		if tolls[i] != none {
			one.toll = events[tolls[i]].ID
			c.workers = 1 // they go by numbers given in the order of time
		}
		if err := s.add(one); err != nil {
			return err
		}
	}
	c.index([]*vocabulary{d.vocabulary})
	return s.finish()
}

// apply brings in the drafts of the spool; events of the source that are not
// among them are removed where the drafts are all it has. It tells how many were
// absent.
func (c *eventChange) apply(all bool) (absent int, err error) {
	if len(c.old) > 0 && len(c.spool.bales) > 0 {
		if c.oldIDs, err = c.edition.filterIDs(); err != nil {
			return 0, err
		}
	}
	months := c.loaded()
	drafts := 0
	for _, m := range months {
		drafts += m.size
	}
	c.edition.many = drafts >= manyDrafts
	defer func() { c.edition.many = false }()
	if err := c.run(months); err != nil {
		return 0, err
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
	c.out.round = 1
	if err := c.run(c.emptied(gone)); err != nil {
		return absent, err
	}
	return absent, c.finish(gone)
}

// A task is months that one worker changes, one after the other.
type task struct {
	months []*monthChange
	lists  []byte // of the new words
}

// A task is of about taskDrafts drafts, and of so many months at most.
const (
	taskDrafts = 1 << 14
	taskMonths = 16
)

// loaded gives the months that drafts are of.
func (c *eventChange) loaded() []*monthChange {
	var months []*monthChange
	for _, month := range slices.Sorted(maps.Keys(c.spool.bales)) {
		m := &monthChange{month: month, bales: c.spool.bales[month], old: c.oldIn(month)}
		for _, b := range m.bales {
			m.size += b.drafts
			m.days |= b.days
		}
		months = append(months, m)
	}
	return months
}

// emptied gives the months that numbers, ascending, are to be removed from.
func (c *eventChange) emptied(gone []number) []*monthChange {
	var months []*monthChange
	few := len(gone) < manyRemoved
	for len(gone) > 0 {
		m := &monthChange{month: gone[0] >> monthShift, reindex: few}
		n := slices.IndexFunc(gone, func(n number) bool { return n>>monthShift != m.month })
		if n < 0 {
			n = len(gone)
		}
		m.gone, m.size, gone = gone[:n], n, gone[n:]
		for _, n := range m.gone {
			m.days |= dayBit(n >> placeBits)
		}
		months = append(months, m)
	}
	return months
}

// run changes months.
func (c *eventChange) run(months []*monthChange) error {
	next := func() (*task, bool, error) {
		t := new(task)
		for drafts := 0; len(months) > 0 && len(t.months) < taskMonths && drafts < taskDrafts; months = months[1:] {
			if err := c.edition.prepare(months[0]); err != nil {
				return nil, false, err
			}
			drafts += months[0].size
			t.months = append(t.months, months[0])
		}
		return t, len(t.months) > 0, nil
	}
	return inOrder(c.workers, next, c.worker, c.write)
}

// write writes what became of a task.
func (c *eventChange) write(t *task) error {
	if err := c.ctx.Err(); err != nil {
		return err
	}
	for _, m := range t.months {
		if err := c.writeMonth(m); err != nil {
			return err
		}
		c.done += m.size
		*m = monthChange{} // it is still on the list
	}
	c.progress(c.done)
	if t.lists == nil {
		return nil
	}
	part := bale{bytes: t.lists, size: len(t.lists)}
	if c.spool.inFile() {
		at, err := c.spool.write(t.lists)
		if err != nil {
			return err
		}
		part.at, part.bytes = at, nil
	}
	c.parts = append(c.parts, part)
	return nil
}

func (c *eventChange) writeMonth(m *monthChange) error {
	c.added += m.added
	c.changed += m.changed
	c.unchanged += m.unchanged
	for _, id := range m.unmet {
		if err := c.findMoved(id); err != nil {
			return err
		}
	}
	if m.edited == nil {
		return nil
	}
	for _, n := range m.numbers {
		c.numbers.Add(n)
	}
	for _, w := range m.out {
		c.out.add(w.word, w.number)
	}
	c.idsOut = append(c.idsOut, m.idsOut...)
	if err := c.ids.add(m.ids); err != nil {
		return err
	}
	if err := c.edition.writeMonth(m); err != nil {
		return err
	}
	return c.edition.breathe()
}

// findMoved notes the number that an event had on another day.
func (c *eventChange) findMoved(id string) error {
	n, ok, err := c.edition.findEvent(id)
	if err != nil || !ok {
		return err
	}
	at, ours := slices.BinarySearch(c.old, n)
	switch {
	case ours && c.matched[at]:
		return repeatedError(id)
	case ours:
		c.matched[at] = true
		c.moved = append(c.moved, n)
	}
	return nil
}

var errRepeated = errors.New("several rows have this id; each event must have one of its own")

func repeatedError(id string) error { return fmt.Errorf("event %s: %w", Printable(id), errRepeated) }

// manyDrafts is from how many drafts on pages are filled.
const manyDrafts = 4096

// manyRemoved is from how many removed events on all lists of words are gone
// through, rather than those of the words they hold.
const manyRemoved = 20_000

// finish writes what was gathered.
func (c *eventChange) finish(gone []number) error {
	e := c.edition
	if c.numbers.Count()+len(gone)+c.changed == 0 {
		return nil
	}
	in, err := newWordMerge(c.spool, c.words, c.parts)
	if err == nil {
		err = c.changeWords(in)
	}
	if err == nil && len(gone) >= manyRemoved {
		err = c.sweepWords(gone)
	}
	if err != nil {
		return err
	}
	if err := c.changeIDs(); err != nil {
		return err
	}
	numbers, err := posting.Decode(nil, c.numbers.First(), c.numbers.Append(nil))
	if err != nil {
		return err
	}
	held, err := e.wordList(holdingsBucket, c.source)
	if err == nil {
		err = held.change(numbers, gone)
	}
	e.tally.Events += len(numbers) - len(gone)
	return err
}

// changeIDs brings the index of ids up to date.
func (c *eventChange) changeIDs() error {
	slices.Sort(c.idsOut)
	if err := c.edition.changeIDs(nil, c.idsOut); err != nil {
		return err
	}
	last := noEntry
	return c.ids.each(func(entries []uint64) error {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		for _, v := range entries {
			if last != noEntry && v>>32 == last>>32 {
				if err := c.holdApart(number(last), number(v)); err != nil {
					return err
				}
			}
			last = v
		}
		return c.edition.changeIDs(entries, nil)
	})
}

func (e *Edition) changeIDs(add, remove []uint64) error {
	ids, err := e.idList()
	if err == nil {
		err = ids.change(add, remove)
	}
	if err != nil {
		return err
	}
	return e.breathe()
}

// noEntry is none of the index of ids: no number is as high.
const noEntry = uint64(1<<64 - 1)

// holdApart refuses two new events of one id. Their ids have the same hash.
func (c *eventChange) holdApart(a, b number) error {
	var ids []string
	err := c.edition.eachRecord([]number{min(a, b), max(a, b)}, func(n number, record []byte) error {
		id, err := c.edition.coder.decodeID(record)
		ids = append(ids, id)
		return at(err, address{eventsBucket, string(numberKey(n))}.String())
	})
	if err == nil && ids[0] == ids[1] {
		err = repeatedError(ids[0])
	}
	return err
}

// oldIn gives where the source's numbers of a month lie in old.
func (c *eventChange) oldIn(month uint32) [2]int {
	from, _ := slices.BinarySearch(c.old, month<<monthShift)
	to := len(c.old)
	if end := uint64(month+1) << monthShift; end < 1<<32 {
		to, _ = slices.BinarySearch(c.old, number(end))
	}
	return [2]int{from, to}
}

// An idFilter tells most ids that are not in the library, by their hashes.
type idFilter struct {
	bits  []uint64
	shift uint // of hashes
}

// filterIDs makes a filter of all ids of the library.
func (e *Edition) filterIDs() (*idFilter, error) {
	size := uint(10)
	for 1<<size < 16*e.tally.Events && size < 28 {
		size++
	}
	f := &idFilter{make([]uint64, 1<<size/64), 32 - size}
	s := newShelf(e.tx, idsBucket)
	return f, s.scan([]byte(shelfHead), func(entry entry) (bool, error) {
		list, err := decodeIDs(entry)
		if err != nil {
			return false, s.damage(entry.key)
		}
		for _, v := range list {
			at := uint32(v>>32) >> f.shift
			f.bits[at/64] |= 1 << (at % 64)
		}
		return true, nil
	})
}

func (f *idFilter) mayHold(id string) bool {
	if f == nil {
		return false
	}
	at := idHash(id) >> f.shift
	return f.bits[at/64]>>(at%64)&1 != 0
}

// eachRecord yields the records of ascending numbers, copied.
func (e *Edition) eachRecord(numbers []number, yield func(number, []byte) error) error {
	if len(numbers) == 0 {
		return nil
	}
	e.events.unpacked.clear() // what it holds may have been changed
	e.touch(len(numbers) * readAround)
	return e.events.records(e.tx, numbers, yield)
}

// findEvent gives the number of an id.
func (e *Edition) findEvent(id string) (number, bool, error) {
	e.events.unpacked.clear()
	e.touch(readAround)
	return e.events.number(e.tx, id)
}
