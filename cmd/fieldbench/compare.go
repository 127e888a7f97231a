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

// compare measures the library beside sqlite.
func compare(ctx context.Context, dir string, rows, rounds int) error {
	csv, library, sqlite := files(dir, rows)
	if err := makeFile(csv, rows); err != nil {
		return err
	}
	in, err := importCSV(ctx, csv, library)
	if err != nil {
		return err
	}
	fmt.Printf("%d rows, import: %.2f s, %.0f rows/s, %.1f MB, %.0f B/event, peak %d MB\n",
		rows, in.took.Seconds(), float64(rows)/in.took.Seconds(), float64(in.size)/1e6, float64(in.size)/float64(rows), in.peak)
	beside := hasSQLite()
	if beside {
		took, err := loadSQLite(ctx, csv, sqlite)
		if err != nil {
			return err
		}
		info, err := os.Stat(sqlite)
		if err != nil {
			return err
		}
		fmt.Printf("sqlite: %.2f s, %.1f MB; %.1f times slower, %.1f times larger\n", took.Seconds(), float64(info.Size())/1e6,
			took.Seconds()/in.took.Seconds(), float64(info.Size())/float64(in.size))
	}
	opened, err := openTime(library)
	if err != nil {
		return err
	}
	l, err := store.Open(library)
	if err != nil {
		return err
	}
	defer l.Close()
	list, err := questions(l)
	if err != nil {
		return err
	}
	fmt.Printf("open: %.1f ms\n\n", opened)
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(out, "filter\thits\tmedian ms\tp99 ms\tsqlite ms\tratio\t")
	product, n := 0.0, 0
	for _, q := range list {
		a, err := ask(ctx, l, q, rounds)
		if err != nil {
			return err
		}
		line := fmt.Sprintf("%s\t%d\t%.2f\t%.2f\t", q.name, a.hits, a.median(), a.p99())
		if beside {
			ms, hits, err := askSQLite(ctx, sqlite, q.where)
			if err != nil {
				return err
			}
			if hits != a.hits {
				line += fmt.Sprintf("(%d hits) ", hits)
			}
			line += fmt.Sprintf("%.0f\t%.0f×\t", ms, ms/a.median())
			product += math.Log(ms / a.median())
			n++
		}
		fmt.Fprintln(out, line)
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if n > 0 {
		fmt.Printf("\ngeometric mean: %.0f×\n", math.Exp(product/float64(n)))
	}
	fmt.Printf("memory after all questions: %d MB\n", memory("VmRSS"))
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

// askSQLite fills the four panes: the first 50 events by date, the counts of all
// actors and of all provinces, and the total. It gives the milliseconds, the
// median of three rounds on a warm file, and the hits.
func askSQLite(ctx context.Context, path, where string) (float64, int, error) {
	if where == "" {
		where = "1"
	}
	round := "SELECT 'hits', count(*) FROM events WHERE " + where + ";\n" +
		"SELECT count(*) FROM (SELECT * FROM events WHERE " + where + " ORDER BY date_start LIMIT 50);\n" +
		"SELECT count(*) FROM (SELECT actor, count(*) AS n FROM (SELECT side_a AS actor FROM events WHERE " + where + " UNION ALL SELECT side_b FROM events WHERE " + where + ") GROUP BY actor ORDER BY n DESC);\n" +
		"SELECT count(*) FROM (SELECT adm_1, count(*) AS n FROM events WHERE " + where + " GROUP BY adm_1 ORDER BY n DESC);\n"
	script := fast + round + ".timer on\n" + strings.Repeat(round, 3)
	out, err := sqlite3(ctx, path, script)
	if err != nil {
		return 0, 0, err
	}
	return readTimes(out)
}

// readTimes reads what sqlite3 prints: the results and, of the timed rounds, how
// long each of the four queries took.
func readTimes(out string) (float64, int, error) {
	var rounds []float64
	sum, queries, hits := 0.0, 0, -1
	for _, line := range strings.Split(out, "\n") {
		var real, user, sys float64
		if _, err := fmt.Sscanf(line, "Run Time: real %f user %f sys %f", &real, &user, &sys); err == nil {
			sum += real * 1000
			if queries++; queries%4 == 0 {
				rounds = append(rounds, sum)
				sum = 0
			}
			continue
		}
		fmt.Sscanf(line, "hits|%d", &hits)
	}
	if len(rounds) != 3 {
		return 0, 0, fmt.Errorf("sqlite3 printed %q", out)
	}
	a, b, c := rounds[0], rounds[1], rounds[2]
	return max(min(a, b), min(max(a, b), c)), hits, nil
}
