package store

import "slices"

// Refind gives where a passage that was marked stands in its source as it is
// now, and whether it is there: at its place, or where a citation or paragraph
// has its digest. Of several the nearest counts.
func (l *Library) Refind(c Citation) (Citation, bool) {
	source, ok := l.Source(c.Source)
	if !ok {
		return c, false
	}
	var places []Citation
	for _, p := range source.Digest {
		places = append(places, p.Passage.place())
	}
	if slices.Contains(places, c.place()) {
		return c.place(), true
	}
	for _, cited := range l.CitedIn(c.Source) {
		places = append(places, cited.Citation.place())
	}
	if slices.Contains(places, c.place()) {
		return c.place(), true
	}
	places = slices.DeleteFunc(places, func(p Citation) bool {
		return c.Passage.SHA256 == "" || p.Passage.SHA256 != c.Passage.SHA256 || p.Passage.Length != c.Passage.Length
	})
	if len(places) == 0 {
		return c, false
	}
	return slices.MinFunc(places, func(a, b Citation) int { return distance(a, c) - distance(b, c) }), true
}

// distance is how far apart two places are; other neighbours count as far.
func distance(a, b Citation) int {
	d := max(a.Start-b.Start, b.Start-a.Start)
	if a.Passage.Before != b.Passage.Before {
		d += 1 << 30
	}
	if a.Passage.After != b.Passage.After {
		d += 1 << 30
	}
	return d
}
