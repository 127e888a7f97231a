package main

import (
	"context"
	"fmt"
	"math"
	"os"
	"os/exec"
	"strings"
	"text/tabwriter"
	"time"

	"fieldbrief/store"
)

// A comparison measures the library beside sqlite.
type comparison struct {
	rows, rounds         int
	keep                 bool // what was made before is used again
	csv, library, sqlite string
	beside               bool // sqlite is there
}

// run imports the rows into both and asks the questions.
func (c comparison) run(ctx context.Context) error {
	if err := makeFile(c.csv, c.rows); err != nil {
		return err
	}
	if err := c.load(ctx); err != nil {
		return err
	}
	opened, err := openTime(c.library)
	if err != nil {
		return err
	}
	fmt.Printf("open: %.1f ms\n\n", opened)
	l, err := store.Open(c.library)
	if err != nil {
		return err
	}
	defer l.Close()
	list, err := questions(l)
	if err != nil {
		return err
	}
	if err := c.ask(ctx, l, list); err != nil || !c.beside {
		return err
	}
	for _, q := range list {
		if err := verify(ctx, l, c.sqlite, q); err != nil {
			return fmt.Errorf("%s: %w", q.name, err)
		}
	}
	fmt.Println("hits, killed, and the events of every actor and province are those that sqlite counts")
	return nil
}

// load imports the rows into both, unless they are there to be used again.
func (c comparison) load(ctx context.Context) error {
	var in imported
	if !c.keep || !exists(c.library) {
		var err error
		if in, err = importCSV(ctx, c.csv, c.library); err != nil {
			return err
		}
		fmt.Printf("%d rows, import: %.2f s, %.0f rows/s, %.1f MB, %.0f B/event, peak %d MB\n", c.rows, in.took.Seconds(),
			float64(c.rows)/in.took.Seconds(), float64(in.size)/1e6, float64(in.size)/float64(c.rows), in.peak)
	}
	if !c.beside || c.keep && exists(c.sqlite) {
		return nil
	}
	took, err := loadSQLite(ctx, c.csv, c.sqlite)
	if err != nil {
		return err
	}
	info, err := os.Stat(c.sqlite)
	if err != nil {
		return err
	}
	fmt.Printf("sqlite: %.2f s, %.1f MB", took.Seconds(), float64(info.Size())/1e6)
	if in.size > 0 {
		fmt.Printf("; %.1f times slower, %.1f times larger", took.Seconds()/in.took.Seconds(), float64(info.Size())/float64(in.size))
	}
	fmt.Println()
	return nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// ask asks both and prints the table.
func (c comparison) ask(ctx context.Context, l *store.Library, list []question) error {
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(out, "filter\thits\tmedian ms\tp99 ms\tsqlite ms\tratio\t")
	product := 0.0
	for _, q := range list {
		a, err := ask(ctx, l, q, c.rounds)
		if err != nil {
			return err
		}
		line := fmt.Sprintf("%s\t%d\t%.2f\t%.2f\t", q.name, a.hits, a.median(), a.p99())
		if c.beside {
			ms, err := askSQLite(ctx, c.sqlite, q)
			if err != nil {
				return err
			}
			line += fmt.Sprintf("%.0f\t%.0f×\t", ms, ms/a.median())
			product += math.Log(ms / a.median())
		}
		fmt.Fprintln(out, line)
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if c.beside {
		fmt.Printf("\ngeometric mean: %.0f×\n", math.Exp(product/float64(len(list))))
	}
	fmt.Printf("memory after all questions: %d MB, of these %d MB of the file\n", memory("VmRSS"), memory("RssFile"))
	return nil
}

func hasSQLite() bool {
	_, err := exec.LookPath("sqlite3")
	return err == nil
}

// fast takes what makes sqlite slower and its file safer away.
const fast = "PRAGMA journal_mode=OFF;\nPRAGMA synchronous=OFF;\nPRAGMA cache_size=-262144;\nPRAGMA mmap_size=8589934592;\nPRAGMA temp_store=MEMORY;\n"

// loadSQLite loads the same file into sqlite, with indexes and FTS5.
func loadSQLite(ctx context.Context, csv, path string) (time.Duration, error) {
	os.Remove(path)
	var defs []string
	for _, c := range strings.Split(columns, ",") {
		sort := "TEXT"
		if c == "id" {
			sort = "INTEGER PRIMARY KEY"
		} else if c == "best" || c == "year" {
			sort = "INTEGER"
		}
		defs = append(defs, c+" "+sort)
	}
	script := fast + "CREATE TABLE events (" + strings.Join(defs, ", ") + ");\n.mode csv\n.import --skip 1 '" + csv + "' events\n" +
		"CREATE INDEX by_date ON events(date_start);\nCREATE INDEX by_adm ON events(adm_1);\nCREATE INDEX by_a ON events(side_a);\nCREATE INDEX by_b ON events(side_b);\n" +
		"CREATE VIRTUAL TABLE words USING fts5(source_headline, where_coordinates, where_description, adm_1, side_a, side_b, content='events', content_rowid='id', detail='none');\n" +
		"INSERT INTO words(rowid, source_headline, where_coordinates, where_description, adm_1, side_a, side_b) SELECT id, source_headline, where_coordinates, where_description, adm_1, side_a, side_b FROM events;\n" +
		"ANALYZE;\n"
	start := time.Now()
	_, err := sqlite3(ctx, path, script)
	return time.Since(start), err
}

func sqlite3(ctx context.Context, path, script string) (string, error) {
	cmd := exec.CommandContext(ctx, "sqlite3", path)
	cmd.Stdin = strings.NewReader(script)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("sqlite3: %w: %s", err, out)
	}
	return string(out), nil
}

// askSQLite fills the four panes: the total, the first 50 events by date, the
// events of every actor (one that stands on both sides counts once) and of every
// province. It gives the milliseconds, the median of three rounds on a warm file.
func askSQLite(ctx context.Context, path string, q question) (float64, error) {
	where := where(q.province, q.actor, q.text)
	round := "SELECT count(*) FROM events WHERE " + where + ";\n" +
		"SELECT count(*) FROM (SELECT * FROM events WHERE " + where + " ORDER BY date_start LIMIT 50);\n" +
		"SELECT count(*) FROM (" + byActor(where) + " ORDER BY n DESC);\n" +
		"SELECT count(*) FROM (" + byProvince(where) + " ORDER BY n DESC);\n"
	out, err := sqlite3(ctx, path, fast+round+".timer on\n"+strings.Repeat(round, 3))
	if err != nil {
		return 0, err
	}
	return readTimes(out)
}

func byActor(where string) string {
	return "SELECT actor, count(*) AS n FROM (SELECT side_a AS actor FROM events WHERE " + where +
		" UNION ALL SELECT side_b FROM events WHERE " + where + " AND side_b<>side_a) GROUP BY actor"
}

func byProvince(where string) string {
	return "SELECT adm_1, count(*) AS n FROM events WHERE " + where + " GROUP BY adm_1"
}

// readTimes reads of what sqlite3 prints how long each of the queries took, four
// to a round.
func readTimes(out string) (float64, error) {
	var rounds []float64
	sum, queries := 0.0, 0
	for _, line := range strings.Split(out, "\n") {
		var real, user, sys float64
		if _, err := fmt.Sscanf(line, "Run Time: real %f user %f sys %f", &real, &user, &sys); err == nil {
			sum += real * 1000
			if queries++; queries%4 == 0 {
				rounds = append(rounds, sum)
				sum = 0
			}
		}
	}
	if len(rounds) != 3 {
		return 0, fmt.Errorf("sqlite3 printed %q", out)
	}
	a, b, c := rounds[0], rounds[1], rounds[2]
	return max(min(a, b), min(max(a, b), c)), nil
}
