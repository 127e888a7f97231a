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

// A question is a filter, for the library and for sqlite.
type question struct {
	name   string
	filter store.Filter
	where  string // SQL, "" for none
}

const (
	manyProvince = "Unit 0 province" // as the rows have it
	midActor     = "Government of Country 1"
)

// questions gives the fixed filters.
func questions(l *store.Library) ([]question, error) {
	province := store.Filter{Provinces: store.Choice{Chosen: []string{strings.TrimSuffix(manyProvince, " province")}}}
	province, _, err := l.Resolve(province)
	if err != nil {
		return nil, err
	}
	actor, _, err := l.Resolve(store.Filter{Actors: store.Choice{Chosen: []string{midActor}}})
	if err != nil {
		return nil, err
	}
	common, _, err := l.Resolve(store.Filter{Actors: store.Choice{Chosen: []string{commonActor}}})
	if err != nil {
		return nil, err
	}
	bench := store.Choice{Chosen: []string{sourceID}}
	inProvince := "adm_1='" + manyProvince + "'"
	withActor := func(a string) string { return fmt.Sprintf("(side_a='%s' OR side_b='%s')", a, a) }
	list := []question{
		{"none", store.Filter{}, ""},
		{"province", province, inProvince},
		{"actor", actor, withActor(midActor)},
		{"province+actor", store.Filter{Provinces: province.Provinces, Actors: common.Actors}, inProvince + " AND " + withActor(commonActor)},
		{"word", store.Filter{Text: newMaker().text[90] + " "}, match(newMaker().text[90])},
		{"prefix", store.Filter{Text: newMaker().text[90][:4]}, match(newMaker().text[90][:4] + "*")},
		{"letter", store.Filter{Text: "f"}, match("f*")},
		{"province+word", store.Filter{Provinces: province.Provinces, Text: newMaker().text[90] + " "}, inProvince + " AND " + match(newMaker().text[90])},
		{"word 40%", store.Filter{Text: commonWord + " "}, match(commonWord)},
		{"actor 31%", common, withActor(commonActor)},
		{"word+actor", store.Filter{Text: commonWord + " ", Actors: common.Actors}, match(commonWord) + " AND " + withActor(commonActor)},
	}
	for i := range list {
		list[i].filter.Sources = bench
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
