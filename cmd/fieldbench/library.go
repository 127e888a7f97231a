package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"fieldbrief/seed"
	"fieldbrief/store"
)

// imported is what an import cost.
type imported struct {
	took time.Duration
	size int64 // of the file, in bytes
	peak int   // memory, in MB; 0 where it is not known
}

const sourceID = "bench"

// importCSV imports a file into a new library, in a process of its own, so that
// its memory can be told.
func importCSV(ctx context.Context, csv, library string) (imported, error) {
	os.Remove(library)
	self, err := os.Executable()
	if err != nil {
		return imported{}, err
	}
	cmd := exec.CommandContext(ctx, self)
	cmd.Env = append(os.Environ(), "FIELDBENCH_IMPORT="+csv, "FIELDBENCH_LIBRARY="+library)
	cmd.Stderr = os.Stderr
	start := time.Now()
	out, err := cmd.Output()
	if err != nil {
		return imported{}, fmt.Errorf("import: %w", err)
	}
	r := imported{took: time.Since(start)}
	r.peak, _ = strconv.Atoi(strings.TrimSpace(string(out)))
	info, err := os.Stat(library)
	if err == nil {
		r.size = info.Size()
	}
	return r, err
}

// importHere is the process that imports.
func importHere(ctx context.Context, csv, library string) error {
	file, err := os.Open(csv)
	if err != nil {
		return err
	}
	defer file.Close()
	if _, err := seed.ImportData(ctx, library, csv, file, seed.DataOptions{Source: sourceID}); err != nil {
		return err
	}
	fmt.Println(memory("VmHWM"))
	return nil
}

// memory gives a figure of this process in MB, where the system tells.
func memory(name string) int {
	file, err := os.Open("/proc/self/status")
	if err != nil {
		return 0
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if rest, ok := strings.CutPrefix(lines.Text(), name+":"); ok {
			kb, _ := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(rest), " kB"))
			return kb / 1024
		}
	}
	return 0
}

// A question is a filter, for the library and in the parts of an SQL condition.
type question struct {
	name                  string
	filter                store.Filter
	province, actor, text string // "" for none
}

// where joins parts of a condition.
func where(parts ...string) string {
	parts = slices.DeleteFunc(slices.Clone(parts), func(p string) bool { return p == "" })
	if len(parts) == 0 {
		return "1"
	}
	return strings.Join(parts, " AND ")
}

const (
	manyProvince = "Unit 0 province" // as the rows have it
	midActor     = "Government of Country 1"
)

// questions gives the fixed filters.
func questions(l *store.Library) ([]question, error) {
	word := newMaker().text[90]
	inProvince, withActor := "adm_1='"+manyProvince+"'", func(a string) string { return fmt.Sprintf("(side_a='%s' OR side_b='%s')", a, a) }
	list := []question{
		{name: "none"},
		{name: "province", province: inProvince},
		{name: "actor", actor: withActor(midActor)},
		{name: "province+actor", province: inProvince, actor: withActor(commonActor)},
		{name: "word", filter: store.Filter{Text: word + " "}, text: match(word)},
		{name: "prefix", filter: store.Filter{Text: word[:4]}, text: match(word[:4] + "*")},
		{name: "letter", filter: store.Filter{Text: "f"}, text: match("f*")},
		{name: "province+word", filter: store.Filter{Text: word + " "}, province: inProvince, text: match(word)},
		{name: "word 40%", filter: store.Filter{Text: commonWord + " "}, text: match(commonWord)},
		{name: "actor 31%", actor: withActor(commonActor)},
		{name: "word+actor", filter: store.Filter{Text: commonWord + " "}, actor: withActor(commonActor), text: match(commonWord)},
	}
	for i := range list {
		f := &list[i].filter
		f.Sources.Chosen = []string{sourceID}
		if list[i].province != "" {
			f.Provinces.Chosen = []string{strings.TrimSuffix(manyProvince, " province")}
		}
		switch list[i].actor {
		case withActor(midActor):
			f.Actors.Chosen = []string{midActor}
		case withActor(commonActor):
			f.Actors.Chosen = []string{commonActor}
		}
		resolved, _, err := l.Resolve(*f)
		if err != nil {
			return nil, err
		}
		*f = resolved
	}
	return list, nil
}

func match(query string) string {
	return "id IN (SELECT rowid FROM words WHERE words MATCH '" + query + "')"
}

// answered is what a question cost the library, in milliseconds, sorted.
type answered struct {
	hits  int
	times []float64
}

func (a answered) median() float64 { return a.times[len(a.times)/2] }
func (a answered) p99() float64    { return a.times[(len(a.times)*99+99)/100-1] }

// ask fills all panes: every count, the histogram, the first 50 events, a jump
// to the middle and 50 there. Nothing is left from the question before.
func ask(ctx context.Context, l *store.Library, q question, rounds int) (answered, error) {
	var a answered
	for range rounds {
		l.Forget()
		start := time.Now()
		r, err := l.Search(ctx, q.filter)
		if err != nil {
			return a, err
		}
		for _, offset := range []int{0, r.Events / 2} {
			if _, err := l.Events(r, offset, 50); err != nil {
				return a, err
			}
		}
		a.times = append(a.times, float64(time.Since(start).Microseconds())/1000)
		a.hits = r.Events
	}
	slices.Sort(a.times)
	return a, nil
}

// openTime gives how long opening takes, in milliseconds: the median of some.
func openTime(path string) (float64, error) {
	var times []float64
	for range 7 {
		start := time.Now()
		l, err := store.Open(path)
		if err != nil {
			return 0, err
		}
		times = append(times, float64(time.Since(start).Microseconds())/1000)
		l.Close()
	}
	runtime.GC()
	slices.Sort(times)
	return times[len(times)/2], nil
}
