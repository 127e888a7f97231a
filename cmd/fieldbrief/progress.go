package main

import (
	"fmt"
	"strings"
	"time"

	"fieldbrief/store"
)

// progress tells how far an import is: on a terminal with a bar on a line of its
// own that is drawn over, elsewhere with a line now and then.
type progress struct {
	app         *app
	terminal    bool
	stage       store.Stage
	begun, last time.Time // of the stage; of the last report
	before      int       // rows that the stage had done when it was first told
	read        int       // rows, when all had been read
	shown       bool
}

// Times between two reports, on a terminal and elsewhere.
const (
	drawEvery = 100 * time.Millisecond
	lineEvery = 5 * time.Second
)

func newProgress(a *app) *progress {
	now := time.Now()
	return &progress{app: a, terminal: isTerminal(a.err), begun: now, last: now}
}

// tell takes how many rows of a stage are done and, while they are read, how
// many bytes of all (0 where that is not known, as of standard input).
func (p *progress) tell(stage store.Stage, rows int, read, total int64) {
	now := time.Now()
	if stage != p.stage {
		p.stage, p.begun, p.before = stage, now, rows
	}
	done, all := float64(read), float64(total)
	if stage == store.Reading {
		p.read = rows
	} else {
		done, all = float64(rows), float64(p.read)
	}
	every := lineEvery
	if p.terminal {
		every = drawEvery
	}
	if now.Sub(p.last) < every {
		return
	}
	p.last, p.shown = now, true
	line := progressLine(stage, rows, rows-p.before, done, all, now.Sub(p.begun))
	if p.terminal {
		fmt.Fprintf(p.app.err, "\r\x1b[K%s", line)
		return
	}
	fmt.Fprintln(p.app.err, line)
}

const barWidth = 20

// progressLine words a report: fresh are the rows done in the time passed. How
// long the rest takes is said once there is a second to go by.
func progressLine(stage store.Stage, rows, fresh int, done, all float64, passed time.Duration) string {
	line := fmt.Sprintf("%s: %d rows, %.0f a second", stage, rows, float64(fresh)/max(passed.Seconds(), 0.001))
	if all <= 0 || done <= 0 {
		return line
	}
	part := min(done/all, 1)
	full := int(part * barWidth)
	line = fmt.Sprintf("[%s%s] %3.0f %%  %s", strings.Repeat("#", full), strings.Repeat("-", barWidth-full), 100*part, line)
	if passed < time.Second {
		return line
	}
	left := time.Duration(float64(passed) * (1 - part) / part).Round(time.Second)
	return fmt.Sprintf("%s, %s left", line, left)
}

// end takes the bar away, before what follows is said.
func (p *progress) end() {
	if p.shown && p.terminal {
		fmt.Fprint(p.app.err, "\r\x1b[K")
	}
}
