package main

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"strings"
)

// columns are those of UCDP GED 25.1.
const columns = "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name," +
	"dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b," +
	"number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates," +
	"where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,date_prec," +
	"date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob"

// Sizes of the made world. Its shares are those of the real data set: few
// countries, actors and words have most of the rows.
const (
	years       = 36
	countries   = 120
	unitsEach   = 17  // first-level units of a country, on average
	groups      = 600 // armed groups; half as many militias, and the governments
	words       = 20_000
	towns       = 30_000
	commonShare = 0.40 // of the rows hold commonWord
	alliedShare = 0.31 // of the rows of every country and unit name commonActor
	commonWord  = "clashes"
	commonActor = "Allied Command"
)

// A maker makes rows, always the same ones.
type maker struct {
	rng  *rand.Rand
	word *rand.Zipf
	at   *rand.Zipf
	text []string // the words by rank
}

func newMaker() *maker {
	rng := rand.New(rand.NewPCG(1989, 2024))
	m := &maker{rng: rng, word: rand.NewZipf(rng, 1.07, 12, words-1), at: rand.NewZipf(rng, 1.3, 6, countries-1)}
	for i := range words {
		m.text = append(m.text, spell(i))
	}
	return m
}

// spell makes a word of a number: syllables, as many as it takes.
func spell(n int) string {
	consonants, vowels := "bcdfgklmnprstvwz", "aeiou"
	var b strings.Builder
	for n += 80 * 7; n > 0; n /= 80 {
		b.WriteByte(consonants[n%16])
		b.WriteByte(vowels[n/16%5])
	}
	return b.String()
}

// write writes a header and n rows, in the order of their ids: by conflict, as
// the real files are.
func (m *maker) write(w io.Writer, n int) error {
	out := bufio.NewWriterSize(w, 1<<20)
	fmt.Fprintln(out, columns)
	for i := range n {
		m.row(out, i)
	}
	return out.Flush()
}

func (m *maker) phrase(n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = m.text[m.word.Uint64()]
	}
	return strings.Join(list, " ")
}

func (m *maker) row(w io.Writer, i int) {
	rng := m.rng
	country := int(m.at.Uint64())
	group := (country*groups/countries + int(math.Abs(rng.NormFloat64())*4)) % groups
	a, b := fmt.Sprintf("Government of Country %d", country), fmt.Sprintf("%s %s %d", []string{"Front", "Army of", "Movement"}[group%3], m.text[group*7], group)
	kind := 1 + rng.IntN(100)/60 + rng.IntN(100)/80
	if rng.Float64() < 0.2 {
		b = "Civilians"
		kind = 3
	}
	if kind > 1 && rng.IntN(2) == 0 {
		a = fmt.Sprintf("Militia %s %d", m.text[group/2*5+3], group/2)
	}
	if rng.Float64() < alliedShare {
		a = commonActor
	}
	year := 1989 + int(years*math.Sqrt(rng.Float64()))
	month, day := 1+rng.IntN(12), 1+rng.IntN(28)
	date := fmt.Sprintf("%04d-%02d-%02d", year, month, day)
	end := date
	if rng.IntN(12) == 0 {
		end = fmt.Sprintf("%04d-%02d-%02d", year, month, min(28, day+1+rng.IntN(6)))
	}
	town := country*towns/countries + int(math.Abs(rng.NormFloat64())*60)
	unit := country*unitsEach + min(int(rng.ExpFloat64()*4), unitsEach-1)
	headline := m.phrase(9 + rng.IntN(6))
	if rng.Float64() < commonShare {
		headline += " " + commonWord
	}
	office := "Agency " + m.text[int(m.word.Uint64())%200]
	lat, lon := float64(town%5200)/100-20, float64(town%14000)/100-30
	best := int(rng.ExpFloat64() * rng.ExpFloat64() * 4)
	fmt.Fprintf(w, `%d,CTR-%d-%d-%d-%d,%d,1,Clear,%d,%d,%d,Country %d: Government,%d,%d,%s - %s,%d,%d,%s,%d,%d,%s,`,
		i+1, year, kind, group, i, year, kind, 200+country, 300+country, country, 400+group, 500+group, a, b, 100+country, 110+country, a, 1000+group, 1100+group, b)
	fmt.Fprintf(w, `%d,"""%s,%s,%s""",%s,%s,%s,%s,%d,%s town,%s town (%s),Unit %d province,District %d,%f,%f,POINT (%f %f),%d,`,
		1+rng.IntN(3), office, date, headline, office, date, headline, []string{"officials", "police", "witnesses", "army"}[rng.IntN(4)], 1+rng.IntN(6), m.text[town%words], m.text[town%words], m.phrase(3), unit, town/4, lat, lon, lon, lat, 100_000+town)
	fmt.Fprintf(w, "Country %d,%d,%s,1,%d,%s 00:00:00.000,%s 00:00:00.000,%d,%d,%d,%d,%d,%d,%d,%d,\n",
		country, 2+country*7, []string{"Africa", "Asia", "Middle East", "Americas", "Europe"}[country%5], 1+rng.IntN(5), date, end, best/3, best/4, best-best/3-best/4, 0, best, best+rng.IntN(5), best-best/5, 2+country*7)
}
