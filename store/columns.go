package store

import (
	"cmp"
	"encoding/binary"
	"io"
	"runtime"
	"slices"
	"sync"

	bolt "go.etcd.io/bbolt"

	"fieldbrief/store/internal/column"
)

// codeNumbers gives for each code of a facet the number of the value it stands
// for, none for code 0.
type codeNumbers [facets][]int32

// loadTable reads the columns of all months into a table.
func loadTable(tx *bolt.Tx, file io.ReaderAt, values [facets]int, numbers *codeNumbers, events int) (*table, error) {
	months, err := readMonths(tx, file)
	if err != nil {
		return nil, err
	}
	if events > int(tx.Size()/2) { // a row takes more
		return nil, damage("it cannot hold %d events", events)
	}
	l := &tableLoader{table: newTable(values, events), numbers: numbers}
	l.classes.table = l.table
	if err := l.load(months); err != nil {
		return nil, err
	}
	l.join()
	return l.table, nil
}

// A tableLoader fills a table with the columns of a file, several months at a
// time.
type tableLoader struct {
	table   *table
	numbers *codeNumbers
	parts   []*monthPart

	mutex   sync.Mutex
	classes classes
	err     error
}

// monthPart is what a month has beside its columns.
type monthPart struct {
	month        uint32
	base, rows   int // ordinals
	days         []column.MonthDay
	crowds       []crowdRow
	exact        []column.ExactRow
	shared       []column.SharedRow
	figures      []column.FiguresRow
	span, killed []column.LargeRow
}

type crowdRow struct {
	ordinal int
	actors  []int32
}

// batch is some months, to be decoded by one goroutine.
type batch struct {
	months []keptMonth
	parts  []*monthPart
	memory []byte // that they lie in
}

// load reads on while others decode what was read.
func (l *tableLoader) load(months *monthReader) error {
	workers := runtime.GOMAXPROCS(0)
	batches := make(chan batch, 1)
	var done sync.WaitGroup
	for range workers {
		done.Go(func() {
			d := columnDecoder{tableLoader: l}
			for b := range batches {
				if err := guarded(func() error { return d.batch(b) }); err != nil {
					l.fail(err)
				}
				months.release(b.memory)
			}
		})
	}
	err := l.feed(months, batches)
	close(batches)
	done.Wait()
	return cmp.Or(err, l.err)
}

func (l *tableLoader) fail(err error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.err = cmp.Or(l.err, err)
}

// feed hands on the months in batches, each with its place in the table.
func (l *tableLoader) feed(months *monthReader, batches chan<- batch) error {
	base, from := 0, uint32(0)
	for {
		b, err := months.next()
		if err != nil {
			return err
		}
		if b.months == nil {
			break
		}
		for _, m := range b.months {
			rows, err := m.rows()
			if err != nil || rows > l.table.size-base {
				return cmp.Or(err, l.wrongSize())
			}
			p := &monthPart{month: uint32(binary.BigEndian.Uint16(m.key)), base: base, rows: rows}
			if p.month < from {
				return damage("its columns are out of order")
			}
			b.parts = append(b.parts, p)
			base, from = base+rows, p.month+1
		}
		l.parts = append(l.parts, b.parts...)
		batches <- b
	}
	if base != l.table.size {
		return l.wrongSize()
	}
	return nil
}

func (l *tableLoader) wrongSize() error {
	return damage("its columns do not hold the %d events that they should", l.table.size)
}

// join adds to the table, in order, what the months have beside their columns.
func (l *tableLoader) join() {
	t := l.table
	n := 0
	for _, p := range l.parts {
		n += len(p.days)
	}
	t.days = make([]tableDay, 0, n)
	for _, p := range l.parts {
		at := p.base
		for _, d := range p.days {
			if d.Count > 0 {
				t.days = append(t.days, tableDay{p.month<<monthBits | d.Day, at, d.Count, d.Places})
			}
			at += d.Count
		}
		for _, c := range p.crowds {
			t.actors[c.ordinal][1] = t.crowds.add(c.ordinal, c.actors)
		}
		for _, e := range p.exact {
			t.exact[p.base+e.Row] = days{Day(e.First), Day(e.Last)}
		}
		for _, f := range p.figures {
			t.addFigures(p.base+f.Row, f.Figures)
		}
		for _, s := range p.shared {
			t.shared = append(t.shared, sharedToll{p.base + s.Row, s.Toll})
		}
		t.span.SetLarge(p.base, p.span)
		t.killed.SetLarge(p.base, p.killed)
	}
	t.finish()
}

// A columnDecoder decodes months; each goroutine has one.
type columnDecoder struct {
	*tableLoader
	month column.Month
	known [][]int32 // class numbers by the codes of source and kind, none where not met
}

func (d *columnDecoder) batch(b batch) error {
	for i, m := range b.months {
		if err := decodeMonth(&d.month, m.key, m.kept); err != nil {
			return err
		}
		if d.month.Rows() != b.parts[i].rows {
			return d.wrongSize()
		}
		if !d.put(b.parts[i]) {
			return damage("its columns have codes that its dictionary has not")
		}
	}
	return nil
}

// put puts the decoded month into the table. It tells whether all of its codes
// are known.
func (d *columnDecoder) put(p *monthPart) bool {
	m, t := &d.month, d.table
	if !d.putClasses(p.base) || !d.putProvinces(p.base) || !d.putActors(p) {
		return false
	}
	t.span.PutBytes(p.base, m.Span)
	t.killed.PutBytes(p.base, m.Killed)
	p.days, p.exact, p.shared, p.figures = slices.Clone(m.Days), slices.Clone(m.Exact), slices.Clone(m.Shared), slices.Clone(m.Figures)
	p.span, p.killed = slices.Clone(m.Span.Large), slices.Clone(m.Killed.Large)
	return true
}

func (d *columnDecoder) putClasses(base int) bool {
	sources, kinds := d.month.Source, d.month.Kind
	for from := 0; from < len(sources); {
		source, to := sources[from], from+1 // most of them are the same
		for to < len(sources) && sources[to] == source {
			to++
		}
		known := d.ofSource(source)
		for i, kind := range kinds[from:to] {
			if int(kind) >= len(known) {
				return false
			}
			if known[kind] == none {
				known[kind] = d.newClass(source, kind)
			}
			kinds[from+i] = uint32(known[kind])
		}
		from = to
	}
	d.table.class.Put(base, kinds...)
	return true
}

// ofSource gives the class numbers of a source's code; nil where there is none
// such.
func (d *columnDecoder) ofSource(code uint32) []int32 {
	if int(code) >= len(d.numbers[sourceFacet]) {
		return nil
	}
	if d.known == nil {
		d.known = make([][]int32, len(d.numbers[sourceFacet]))
	}
	if d.known[code] == nil {
		d.known[code] = slices.Repeat([]int32{none}, len(d.numbers[kindFacet]))
	}
	return d.known[code]
}

func (d *columnDecoder) newClass(source, kind uint32) int32 {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	return int32(d.classes.of(eventClass{d.numbers[sourceFacet][source], d.numbers[kindFacet][kind]}))
}

func (d *columnDecoder) putProvinces(base int) bool {
	codes, numbers := d.month.Province, d.numbers[provinceFacet]
	for i, code := range codes {
		if int(code) >= len(numbers) {
			return false
		}
		codes[i] = d.table.provinceCode(numbers[code])
	}
	d.table.province.Put(base, codes...)
	return true
}

// provinceCode gives what stands for a province in its column.
func (t *table) provinceCode(number int32) uint32 {
	return min(uint32(number), uint32(t.values[provinceFacet]))
}

func (d *columnDecoder) putActors(p *monthPart) bool {
	m, t, numbers := &d.month, d.table, d.numbers[actorFacet]
	pairs, seconds := t.actors[p.base:p.base+p.rows], m.B[:len(m.A)]
	nobody := uint32(t.nobody)
	for i, code := range m.A {
		other := seconds[i]
		if int(code) >= len(numbers) || int(other) >= len(numbers) {
			return false
		}
		a, b := uint32(numbers[code]), uint32(numbers[other]) // none is above all
		a, b = min(a, b), max(a, b)
		if b < nobody && a != b {
			pairs[i] = column.Pair{uint16(a), uint16(b)}
		} else if b == noneCode && a < nobody {
			pairs[i] = column.Pair{uint16(a), t.nobody}
		} else {
			d.addActors(p, p.base+i, code, other)
		}
	}
	for _, more := range m.More {
		if slices.ContainsFunc(more.Actors, func(code uint32) bool { return int(code) >= len(numbers) }) {
			return false
		}
		d.addActors(p, p.base+more.Row, more.Actors...)
	}
	slices.SortFunc(p.crowds, func(a, b crowdRow) int { return cmp.Compare(a.ordinal, b.ordinal) })
	return true
}

const noneCode = 1<<32 - 1 // none, as a code

func (d *columnDecoder) addActors(p *monthPart, ordinal int, codes ...uint32) {
	actors := make([]int32, len(codes))
	for i, code := range codes {
		actors[i] = d.numbers[actorFacet][code]
	}
	if actors = uniqueActors(actors); !d.table.setActors(ordinal, actors) {
		p.crowds = append(p.crowds, crowdRow{ordinal, actors})
	}
}

// classes numbers the pairs of source and kind.
type classes struct {
	table *table
	known map[eventClass]uint32
}

func (c *classes) of(k eventClass) uint32 {
	n, ok := c.known[k]
	if !ok {
		if c.known == nil {
			c.known = make(map[eventClass]uint32)
		}
		n = uint32(len(c.table.kinds))
		c.known[k] = n
		c.table.kinds = append(c.table.kinds, k)
	}
	return n
}
