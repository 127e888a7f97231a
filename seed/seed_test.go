package seed

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"testing"

	"fieldbrief/store"
)

func shippedBriefing(t *testing.T) store.Briefing {
	t.Helper()
	b, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestRevision fails where the shipped briefing has changed: its revision goes
// up then, so that libraries with an unedited copy take up the new one.
func TestRevision(t *testing.T) {
	digests := map[int]string{
		1: "76c78e4ef2b407b83df1a72e22698d7a4c56173b540b7a7e98d3d223d63d23fb",
	}
	sum := sha256.Sum256(shipped)
	if got := hex.EncodeToString(sum[:]); got != digests[revision] {
		t.Errorf("the shipped briefing is %s: give it the next revision and enter its digest here", got)
	}
}

// TestShippedEvents holds what the op-ed says and when, and how that is known.
func TestShippedEvents(t *testing.T) {
	b := shippedBriefing(t)
	for _, want := range []struct {
		key, date           string
		basis               store.Basis
		province            string
		low, best, high     int // -1 not given
		claimant, wrongdoer string
	}{
		{"ahmad-shah-massoud-killed", "2001-09-09", store.Derived, "", 1, 1, 1, "", "al-qaeda"},
		{"isis-k-emerges", "2015-01", store.Stated, "", -1, -1, -1, "", ""},
		{"isis-k-77-attacks", "2021-01/2021-04", store.Stated, "", -1, -1, -1, "", "isis-k"},
		{"taliban-takeover", "2021-08-15", store.Stated, "", -1, -1, -1, "", "taliban"},
		{"kabul-airport-bombing", "2021-08-15/2021-08-31", store.Derived, "AF-KAB", 183, 183, 183, "", "isis-k"},
		{"kabul-baron-hotel-bombing", "2021-08-15/2021-08-31", store.Derived, "AF-KAB", 183, 183, 183, "", "isis-k"},
		{"un-casualty-count", "2021-08/2022-02", store.Derived, "", 397, 397, 397, "", "isis-k"},
		{"panjshir-attacks", "2021-08-15/..", store.Derived, "AF-PAN", -1, -1, -1, "", "confronting-the-taliban/supporters-of-massoud-and-saleh"},
		{"andarab-attacks", "2021-08-15/..", store.Derived, "AF-BGL", -1, -1, -1, "", "confronting-the-taliban/supporters-of-masud-andarabi"},
		{"un-human-rights-report", "2022-03~", store.Stated, "", -1, -1, -1, "", ""},
		{"un-resolution", "2022-03-17", store.Inferred, "", -1, -1, -1, "", ""},
		{"mazar-mosque-blasts", "2022-04-21", store.Inferred, "AF-BAL", 12, 12, -1, "isis-k", ""},
		{"mazar-vehicle-blasts", "2022-04-28", store.Derived, "AF-BAL", 9, 9, -1, "", ""},
		{"poverty-projection", "2022-06~", store.Stated, "", -1, -1, -1, "", ""},
	} {
		e := event(t, b, want.key)
		if e.EDTF != want.date || e.Basis != want.basis {
			t.Errorf("%s is of %s (%s), want %s (%s)", want.key, e.EDTF, e.Basis, want.date, want.basis)
		}
		if province := provinceOf(e); province != want.province {
			t.Errorf("%s is in %q, want %q", want.key, province, want.province)
		}
		if low, best, high := figures(e.Killed); low != want.low || best != want.best || high != want.high {
			t.Errorf("%s killed %d/%d/%d, want %d/%d/%d", want.key, low, best, high, want.low, want.best, want.high)
		}
		if who := withRole(e, "claimant"); who != want.claimant {
			t.Errorf("%s is claimed by %q, want %q", want.key, who, want.claimant)
		}
		if who := withRole(e, "perpetrator"); who != want.wrongdoer {
			t.Errorf("%s is the work of %q, want %q", want.key, who, want.wrongdoer)
		}
	}
}

func event(t *testing.T, b store.Briefing, key string) store.Event {
	t.Helper()
	i := slices.IndexFunc(b.Events, func(e store.Event) bool { return e.ID == DefaultID+"/"+key })
	if i < 0 {
		t.Fatalf("no event %s", key)
	}
	return b.Events[i]
}

func provinceOf(e store.Event) string {
	if e.Province == nil {
		return ""
	}
	return e.Province.Code
}

func figures(toll *store.Toll) (low, best, high int) {
	if toll == nil {
		toll = &store.Toll{}
	}
	return orMinusOne(toll.Low), orMinusOne(toll.Best), orMinusOne(toll.High)
}

func orMinusOne(n *int) int {
	if n == nil {
		return -1
	}
	return *n
}

func withRole(e store.Event, role string) string {
	var ids []string
	for _, p := range e.Actors {
		if p.Role == role {
			ids = append(ids, p.ID)
		}
	}
	return strings.Join(ids, " ")
}

func TestShippedSharedToll(t *testing.T) {
	b := shippedBriefing(t)
	airport, hotel := event(t, b, "kabul-airport-bombing"), event(t, b, "kabul-baron-hotel-bombing")
	if !slices.Equal(airport.Killed.Shared, []string{hotel.ID}) || !slices.Equal(hotel.Killed.Shared, []string{airport.ID}) {
		t.Errorf("shared tolls %v and %v", airport.Killed.Shared, hotel.Killed.Shared)
	}
}

func TestShippedQuotes(t *testing.T) {
	b := shippedBriefing(t)
	want := map[string]struct {
		speaker   string
		paragraph int
	}{
		"are popping up everywhere": {"Former foreign ministry official", 2},
		"They were just waiting":    {"Former foreign ministry official", 2},
		"The Taliban has left us":   {"Sami Sadat", 3},
		"I am sure we will see":     {"Former foreign ministry official close to the resistance", 4},
		"The soldiers of the":       {"ISIS-K", 12},
		"Revenge killings":          {"Patricia Gossman", 16},
	}
	if len(b.Quotes) != len(want) {
		t.Errorf("%d quotes, want %d", len(b.Quotes), len(want))
	}
	for begin, w := range want {
		i := slices.IndexFunc(b.Quotes, func(q store.Quote) bool { return strings.HasPrefix(q.Text, begin) })
		if i < 0 {
			t.Errorf("no quote %q", begin)
			continue
		}
		if q := b.Quotes[i]; q.Speaker.Name != w.speaker || q.Cites[0].Paragraph != w.paragraph {
			t.Errorf("%q: %s in ¶%d, want %s in ¶%d", begin, q.Speaker.Name, q.Cites[0].Paragraph, w.speaker, w.paragraph)
		}
	}
}

func TestShippedActorsAndProvinces(t *testing.T) {
	b := shippedBriefing(t)
	names := map[string]store.Actor{}
	for _, a := range b.Actors {
		names[a.ID] = a
		if len(a.Cites) == 0 {
			t.Errorf("%s has no citation", a.ID)
		}
	}
	for _, id := range []string{"taliban", "isis-k", "isis", "national-resistance-front", "al-qaeda", "northern-alliance", "un", "unama",
		"human-rights-watch", "ahmad-massoud", "ahmad-shah-massoud", "amrullah-saleh", "masud-andarabi", "abdul-raziq",
		"bismillah-khan", "yasin-zia", "abdul-ghani-alipur", "sami-sadat", "patricia-gossman"} {
		if _, found := names[id]; !found {
			t.Errorf("no actor %s", id)
		}
	}
	if sic := names["masud-andarabi"].Sic; !slices.Equal(sic, []string{"Masud Andrai"}) {
		t.Errorf("the former minister is printed %q", sic)
	}
	if sic := names["unama"].Sic; !slices.Equal(sic, []string{"UNMA"}) {
		t.Errorf("the mission is printed %q", sic)
	}
	named := 0
	for _, p := range b.Provinces {
		if len(p.Cites) > 0 {
			named++
		}
	}
	if len(b.Provinces) != 34 || named != 5 {
		t.Errorf("%d provinces, %d of them named, want 34 and 5", len(b.Provinces), named)
	}
}

func TestShippedDigest(t *testing.T) {
	b := shippedBriefing(t)
	if len(b.Source.Digest) != 17 {
		t.Fatalf("%d paragraphs, want 17", len(b.Source.Digest))
	}
	for i, p := range b.Source.Digest {
		if p.Number != i+1 || len(strings.Fields(p.Digest)) < 20 {
			t.Errorf("paragraph %d: number %d, %d words", i+1, p.Number, len(strings.Fields(p.Digest)))
		}
	}
	if b.Source.Digest[9].Remark == "" {
		t.Error("¶10: no remark on the source's reckoning")
	}
}
