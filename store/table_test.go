package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	bolt "go.etcd.io/bbolt"

	"fieldbrief/store/internal/bits"
	"fieldbrief/store/internal/column"
)

// plainRow is a row of a table in numbers of values, none included.
type plainRow struct {
	class    eventClass
	province int32
	actors   []int32
	killed   int
}

// randomTable makes a table with the rows it should have: several parts, each of
// several stretches, and now and then a crowd.
func randomTable(rng *rand.Rand, rows, actors int) (*table, []plainRow) {
	t := newTable([facets]int{2, 40, actors, 3}, rows)
	classes := classes{table: t}
	plain := make([]plainRow, rows)
	crowded := rng.IntN(2) == 0
	for i := range plain {
		r := plainRow{eventClass{rng.Int32N(2), rng.Int32N(4) - 1}, rng.Int32N(41) - 1, nil, rng.IntN(4)}
		if rng.IntN(500) == 0 {
			r.killed = 250 + rng.IntN(1000)
		}
		n := rng.IntN(3)
		if crowded && rng.IntN(3) == 0 {
			n = 3 + rng.IntN(3)
		}
		for range n {
			r.actors = append(r.actors, rng.Int32N(int32(actors)))
		}
		r.actors = uniqueActors(r.actors)
		plain[i] = r
		t.class.Put(i, classes.of(r.class))
		t.province.Put(i, t.provinceCode(r.province))
		t.killed.Set(i, uint64(r.killed))
		if !t.setActors(i, r.actors) {
			t.actors[i][1] = t.crowds.add(i, r.actors)
		}
	}
	t.days = []tableDay{{day: 1, count: rows}}
	t.finish()
	return t, plain
}

func randomPick(rng *rand.Rand, values int) pick {
	p := pick{chosen: make([]bool, values), excluded: make([]bool, values)}
	for range rng.IntN(3) {
		p.chosen[rng.IntN(values)] = true
	}
	for range rng.IntN(2) {
		p.excluded[rng.IntN(values)] = true
	}
	for _, c := range p.chosen {
		p.some = p.some || c
		p.wanted += int(bit(c))
	}
	return p
}

// TestTableAgainstRows holds sets and counts of a large table against its rows.
func TestTableAgainstRows(t *testing.T) {
	rng := newRand(11)
	for _, size := range []struct{ rows, actors int }{{1, 3}, {4_097, 9}, {150_000, 30}, {140_000, maxSingle + 500}} {
		x, rows := randomTable(rng, size.rows, size.actors)
		sets := map[string]func(plainRow) bool{}
		found := map[string]bits.Set{}
		hold := func(name string, set bits.Set, passes func(plainRow) bool) { found[name], sets[name] = set, passes }
		p := randomPick(rng, 40)
		hold("provinces", x.inProvince(p), func(r plainRow) bool { return p.passes(r.province) })
		kinds := randomPick(rng, 3)
		hold("kinds", x.ofKind(kinds), func(r plainRow) bool { return kinds.passes(r.class.kind) })
		for _, all := range []bool{false, true} {
			a := randomPick(rng, min(size.actors, 30))
			a.chosen = append(a.chosen, make([]bool, size.actors-len(a.chosen))...)
			a.excluded = append(a.excluded, make([]bool, size.actors-len(a.excluded))...)
			a.all = all && a.some
			hold(map[bool]string{false: "any actor", true: "all actors"}[all], x.withActors(a), func(r plainRow) bool {
				passes, _ := a.passesActors(r.actors)
				return passes
			})
		}
		for name, passes := range sets {
			var want counts
			for facet, n := range x.values {
				want[facet] = make([]int, n)
			}
			want[tolls] = make([]int, 1)
			others := rng.IntN(2) == 0
			if name == "kinds" { // whole stretches
				found[name], passes, others = bits.Full(x.size), func(plainRow) bool { return true }, false
			}
			for i, r := range rows {
				if found[name].Has(i) != passes(r) {
					t.Fatalf("%+v: %s: row %d, %+v, is found: %v", size, name, i, r, found[name].Has(i))
				}
				if passes(r) != others {
					want.add(r)
				}
			}
			got, err := x.count(t.Context(), found[name], others, allFacets|1<<tolls)
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Fatalf("%+v: counts over %s (the others: %v) differ; %v", size, name, others, err)
			}
		}
	}
}

func (c counts) add(r plainRow) {
	c[sourceFacet][r.class.source]++
	if r.class.kind != none {
		c[kindFacet][r.class.kind]++
	}
	if r.province != none {
		c[provinceFacet][r.province]++
	}
	for _, a := range r.actors {
		c[actorFacet][a]++
	}
	c[tolls][0] += r.killed
}

// columnFile writes months of random rows, so many that they fill pages.
func columnFile(tb testing.TB, rng *rand.Rand) (path string, months [][]column.Day) {
	path = filepath.Join(tb.TempDir(), "columns.db")
	db, err := bolt.Open(path, 0o600, &bolt.Options{PageSize: pageSize})
	if err != nil {
		tb.Fatal(err)
	}
	defer db.Close()
	for range 90 {
		var days []column.Day
		for day := uint32(0); day < column.Days; day += 1 + rng.Uint32N(9) {
			d := column.Day{Day: day}
			for range rng.IntN(200) {
				d.Next += 1 + rng.Uint32N(60)/59
				r := column.Row{Place: d.Next - 1, Source: 1 + rng.Uint32N(2), Kind: rng.Uint32N(4), Province: rng.Uint32N(6), Span: rng.Uint32N(300), Killed: rng.Uint64N(300)}
				for range rng.IntN(5) {
					r.Actors = append(r.Actors, 1+rng.Uint32N(5))
				}
				d.Rows = append(d.Rows, r)
			}
			days = append(days, d)
		}
		months = append(months, days)
	}
	err = db.Update(func(tx *bolt.Tx) error {
		b, err := tx.CreateBucket([]byte(columnsBucket))
		for i, days := range months {
			key := binary.BigEndian.AppendUint16(nil, uint16(i*3))
			if err == nil {
				err = b.Put(key, address{columnsBucket, string(key)}.seal(column.Encode(days)))
			}
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return path, months
}

// loadColumns loads the table of a file of columns alone.
func loadColumns(path string, events int) (x *table, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	err = guarded(func() error {
		db, err := openBolt(file)
		if err != nil {
			return err
		}
		defer db.Close()
		numbers := codeNumbers{{none, 0, 1}, {none, 0, 1, 2, 3, 4}, {none, 0, 1, 2, 3, 4}, {none, 0, 1, 2}}
		return db.View(func(tx *bolt.Tx) (err error) {
			x, err = loadTable(tx, file, [facets]int{2, 5, 5, 3}, &numbers, events)
			return err
		})
	})
	return x, err
}

func TestLoadTable(t *testing.T) {
	path, months := columnFile(t, newRand(21))
	var rows []column.Row
	var numbers []number
	for i, days := range months {
		for _, d := range days {
			for _, r := range d.Rows {
				rows = append(rows, r)
				numbers = append(numbers, (uint32(i*3)<<monthBits|d.Day)<<placeBits|r.Place)
			}
		}
	}
	x, err := loadColumns(path, len(rows))
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range rows {
		var actors []int32
		for _, a := range r.Actors {
			actors = append(actors, int32(a)-1)
		}
		class := x.kinds[x.class.At(i)]
		if class != (eventClass{int32(r.Source) - 1, int32(r.Kind) - 1}) || x.province.At(i) != x.provinceCode(int32(r.Province)-1) ||
			!slices.Equal(x.actorsOf(i), uniqueActors(actors)) || x.span.At(i) != uint64(r.Span) || x.killed.At(i) != r.Killed {
			t.Fatalf("row %d of %d: %+v differs", i, len(rows), r)
		}
		if ordinal, ok := x.ordinal(numbers[i]); !ok || ordinal != i || x.number(i) != numbers[i] {
			t.Fatalf("row %d: its number is %x, want %x", i, x.number(i), numbers[i])
		}
	}
	for _, wrong := range []int{0, len(rows) - 1, len(rows) + 1, 1 << 30} {
		if _, err := loadColumns(path, wrong); !errors.Is(err, ErrDamaged) {
			t.Errorf("%d events instead of %d: %v", wrong, len(rows), err)
		}
	}
}

// TestLoadDamagedTable holds that columns are refused, or as they were, wherever
// a byte is changed.
func TestLoadDamagedTable(t *testing.T) {
	rng := newRand(22)
	path, months := columnFile(t, rng)
	events := 0
	for _, days := range months {
		for _, d := range days {
			events += len(d.Rows)
		}
	}
	want, err := loadColumns(path, events)
	if err != nil {
		t.Fatal(err)
	}
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for range 40 {
		content := bytes.Clone(sound)
		at := 2*pageSize + rng.IntN(len(content)-2*pageSize)
		content[at] ^= 1 << rng.IntN(8)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := loadColumns(path, events)
		if err != nil && !errors.Is(err, ErrDamaged) {
			t.Fatalf("byte %d: %v", at, err)
		}
		if err == nil && !reflect.DeepEqual(got.province, want.province) {
			t.Fatalf("byte %d: other columns", at)
		}
	}
}
