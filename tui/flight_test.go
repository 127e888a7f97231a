package tui

import (
	"context"
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"sync"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"fieldbrief/store"
)

// A recorder keeps which words were searched for, and whether the search had
// been called off before it began.
type recorder struct {
	*store.Library
	mu     sync.Mutex
	words  []string
	called []bool // off
}

func (r *recorder) Search(ctx context.Context, f store.Filter) (*store.Result, error) {
	r.mu.Lock()
	r.words, r.called = append(r.words, f.Text), append(r.called, ctx.Err() != nil)
	r.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return r.Library.Search(ctx, f)
}

// Letters typed quickly make two searches: the one under way, which is called
// off, and that of the whole word.
func TestOneSearchAtATime(t *testing.T) {
	lib := &recorder{Library: testLibrary(t)}
	d := drive(t, lib, 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("/")
	lib.words, lib.called = nil, nil
	d.hold = true
	d.press("bridge")
	d.release(false)
	if want := []string{"b", "bridge"}; !slices.Equal(lib.words, want) || !lib.called[0] || lib.called[1] {
		t.Errorf("searched for %q, called off %v, want %q", lib.words, lib.called, want)
	}
	d.want("filter / bridge", "1 of 7 events")
	lib.words = nil
	d.press("backspace")
	if want := []string{"bridg"}; !slices.Equal(lib.words, want) {
		t.Errorf("searched for %q, want %q: the whole span is known", lib.words, want)
	}
}

// A line that cannot be read calls the search off that is under way.
func TestUnreadableLineCallsOff(t *testing.T) {
	lib := &recorder{Library: testLibrary(t)}
	d := drive(t, lib, 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("/")
	lib.words, lib.called = nil, nil
	d.hold = true
	d.press("a since:1870-0")
	d.release(false)
	if d.m.find.pending() || d.m.find.flying || slices.Contains(lib.called, false) {
		t.Errorf("pending %v, under way %v, called off %v", d.m.find.pending(), d.m.find.flying, lib.called)
	}
	d.press("backspace", "backspace", "enter")
	d.want("since 1870")
}

// A closed library answers with errors or with nothing.
type closedLibrary struct{ *store.Library }

var errClosed = errors.New("the library is closed")

func (closedLibrary) Search(context.Context, store.Filter) (*store.Result, error) {
	return nil, errClosed
}

func (closedLibrary) Events(*store.Result, int, int) ([]store.Event, error) { return nil, errClosed }

func (closedLibrary) Quotes(*store.Result, int, int) ([]store.Quote, error) { return nil, errClosed }

func (closedLibrary) Event(string) (store.Event, bool) { return store.Event{}, false }

func (closedLibrary) Text(string) (store.Text, bool, error) { return store.Text{}, false, errClosed }

func (closedLibrary) Provinces() []store.Province { return nil }

// A closing library can be closed while it is in use.
type closingLibrary struct {
	Library
	closed bool
}

func (c *closingLibrary) close() {
	c.Library, c.closed = closedLibrary{c.Library.(*store.Library)}, true
}

// What a library that was replaced and closed answers is dropped without a word,
// and asked again where it is wanted.
func TestClosedLibraryIsSilent(t *testing.T) {
	newer := Library(store.InMemory(testBriefing(), dataSet(1500)))
	for name, keys := range map[string][]string{
		"search": {"/", "bridge"}, "rows": {"end"}, "card": {"j", "j"}, "reader": {"j", "o"}, "names": {"p"}, "date": {"w", "2010", "enter"}, "value": {"2", " "},
	} {
		t.Run(name, func(t *testing.T) {
			old := &closingLibrary{Library: dataSetLibrary(t)}
			next := newer
			opts := Options{Theme: "none", Reopen: func(Library) (Library, error) { l := next; next = nil; return l, nil }}
			d := drive(t, old, 200, 50, opts, surroundings{})
			d.hold = true
			d.press(keys...)
			held := d.held
			d.hold, d.held = false, nil
			d.send(reopenedMsg{lib: newer})
			old.close()
			for _, cmd := range held {
				d.run(cmd)
			}
			d.lack("closed", "not in the library", "Reading the names")
			if d.m.settling() || d.m.notice.alert {
				t.Errorf("waits for an answer %v, said %q", d.m.settling(), d.m.notice.text)
			}
			if d.m.lib != newer {
				t.Error("the newer library is not taken up")
			}
		})
	}
}

// Of what takes long the screen says so, and no more when it has come.
func TestSlowAnswers(t *testing.T) {
	for _, size := range [][2]int{{200, 50}, {120, 40}, {80, 24}, {48, 20}} {
		d := drive(t, testLibrary(t), size[0], size[1], Options{Theme: "none"}, surroundings{})
		d.press("/", "bri")
		d.hold = true
		d.press("d")
		d.lack("searching")
		d.send(slowMsg{})
		d.want("searching …")
		d.release(false)
		d.lack("searching")
		d.send(slowMsg{})
		d.lack("searching", "reading")
	}
}

// The guard tells the model that it waits, once, when 150 ms have passed.
func TestGuardTellsLongWaits(t *testing.T) {
	g := &guard{model: newModel(testLibrary(t), Options{Theme: "none"}, surroundings{})}
	var cmds []tea.Cmd
	send := func(msg tea.Msg) {
		_, cmd := g.Update(msg)
		cmds = append(cmds, cmd)
	}
	cmds = append(cmds, g.Init())
	send(tea.WindowSizeMsg{Width: 80, Height: 24})
	wait := g.waits
	if send(lateMsg{wait - 1}); g.model.slow {
		t.Error("an old wait counts")
	}
	if send(lateMsg{wait}); !g.model.slow {
		t.Error("a long wait is not told")
	}
	for len(cmds) > 0 {
		cmd := cmds[0]
		cmds = cmds[1:]
		settle(cmd, send)
	}
	if g.model.slow || g.wait {
		t.Error("the wait does not end with the answer")
	}
	if send(lateMsg{wait}); g.model.slow {
		t.Error("a wait that is over counts")
	}
}

// The session is handed on whenever the filter changes, not while it is typed, one
// at a time, the last one last.
func TestSessionIsRemembered(t *testing.T) {
	var kept []string
	opts := Options{Theme: "none", Filter: store.Filter{Sources: store.Choice{Chosen: []string{"valley-talks"}}}, Remember: func(s Session) { kept = append(kept, s.Filter) }}
	d := drive(t, dataSetLibrary(t), 120, 40, opts, surroundings{})
	d.press("j", "2", "3")
	if kept != nil {
		t.Fatalf("kept %q before anything was chosen", kept)
	}
	d.press("s", "n", "georef", "enter", "u", "/", "source:ged", "esc")
	if want := []string{"source:ged", "source:valley-talks"}; !reflect.DeepEqual(kept, want) {
		t.Errorf("kept %q, want %q", kept, want)
	}
	kept = nil
	d.press("/", "source:ged", "enter", "s", "n", "all", "enter")
	if want := []string{"source:ged source:valley-talks", ""}; !slices.Equal(kept, want) {
		t.Errorf("kept %q, want %q", kept, want)
	}
	kept = nil
	d.hold = true
	d.press("s")
	d.release(false)
	d.press("/", "georef", "enter")
	d.hold = true
	d.press("u", "ctrl+r", "u")
	d.release(false)
	if last := kept[len(kept)-1]; last != "" {
		t.Errorf("the last filter that was kept is %q", last)
	}
}

func TestSourcePicker(t *testing.T) {
	d := drive(t, dataSetLibrary(t), 120, 40, Options{Theme: "none"}, surroundings{})
	d.press("s")
	d.want("All sources", "Georeferenced Events", "The Valley Talks", "4,000", "7·2")
	d.press("n", "valley", "enter")
	d.wantFilter("source:valley-talks")
	d.want("source The Valley Talks", "7 events")
	d.press("s", "n", "geo", "tab", "enter")
	d.wantFilter("source:ged source:valley-talks")
	d.press("s", "n", "all", "tab", "enter")
	d.wantFilter("")
	d.want("2 sources")
	d.press("s", "enter")
	d.wantFilter("")
}

// Whatever is pressed while answers are under way, and in whatever order they
// come, in the end nothing is waited for.
func TestAnswersInAnyOrder(t *testing.T) {
	lib, keys := dataSetLibrary(t), walkKeys()
	for seed := range uint64(16) {
		rnd := rand.New(rand.NewPCG(seed, 5))
		size := allSizes()[int(seed)%12]
		d := drive(t, lib, size[0], size[1], Options{}, inColour())
		var trail []string
		for range 40 {
			d.hold = true
			for range 1 + rnd.IntN(5) {
				trail = append(trail, keys[rnd.IntN(len(keys))])
				d.press(trail[len(trail)-1])
			}
			d.release(rnd.IntN(2) == 0)
		}
		if d.m.settling() {
			t.Errorf("an answer is waited for that never comes, at %v after %q", size, trail)
		}
	}
}
