package main

import (
	"testing"
	"time"

	"fieldbrief/store"
)

func TestProgressLine(t *testing.T) {
	for _, c := range []struct {
		stage     store.Stage
		rows      int
		fresh     int
		done, all float64
		passed    time.Duration
		want      string
	}{
		{store.Reading, 500, 500, 250, 1000, 10 * time.Second, "[#####---------------]  25 %  reading: 500 rows, 50 a second, 30s left"},
		{store.Reading, 500, 500, 250, 0, 10 * time.Second, "reading: 500 rows, 50 a second"},
		{store.Writing, 0, 0, 0, 500, 0, "writing: 0 rows, 0 a second"},
		{store.Writing, 500, 500, 500, 500, 2 * time.Second, "[####################] 100 %  writing: 500 rows, 250 a second, 0s left"},
		{store.Reading, 9, 9, 30, 20, time.Second, "[####################] 100 %  reading: 9 rows, 9 a second, 0s left"},
		{store.Writing, 40, 0, 40, 500, 0, "[#-------------------]   8 %  writing: 40 rows, 0 a second"},
	} {
		if got := progressLine(c.stage, c.rows, c.fresh, c.done, c.all, c.passed); got != c.want {
			t.Errorf("got  %q\nwant %q", got, c.want)
		}
	}
}
