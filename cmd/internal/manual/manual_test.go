package manual

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

func testPage(t *testing.T) string {
	t.Helper()
	root := &cobra.Command{Use: "reader [WORDS]", Short: "Read 'things'", Long: "Read.\n\n.not a request\n  reader a-b\n\nEnd \\ here."}
	root.PersistentFlags().String("library", "", "the library `FILE`")
	root.Flags().BoolP("quiet", "q", false, "say nothing")
	root.Flags().String("match", "", "these `WORDS`")
	list := &cobra.Command{Use: "list", Short: "List things", Long: "List things.\n\n  reader list", Run: func(*cobra.Command, []string) {}}
	list.Flags().String("match", "", "these `WORDS`")
	list.Flags().String("format", "", "table, csv")
	hidden := &cobra.Command{Use: "hidden", Hidden: true, Run: func(*cobra.Command, []string) {}}
	root.AddCommand(list, hidden)
	root.Run = func(*cobra.Command, []string) {}
	var b bytes.Buffer
	if err := Write(&b, root, "1.0", Section{Title: "Files", Text: "Two.", Items: Items("a.db", "the «library»", "'b", "more")}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWrite(t *testing.T) {
	page := testPage(t)
	for _, want := range []string{
		".TH \"READER\" \"1\" \"\" \"reader 1.0\" \"User Commands\"\n",
		"reader \\- Read \\(aqthings\\(aq\n",
		"\n\\&.not a request\n",
		".RS 4\n.nf\nreader a\\-b\n.fi\n.RE\n",
		"End \\e here.\n",
		".TP\n\\fB\\-q\\fR, \\fB\\-\\-quiet\\fR\nsay nothing\n",
		".TP\n\\fB\\-\\-library\\fR \\fIFILE\\fR\nthe library FILE\n",
		".SS \"list [flags]\"\nList things.\n",
		".TP\n\\fB\\-\\-format\\fR \\fIstring\\fR\ntable, csv\n",
		".SH \"FILES\"\nTwo.\n.TP\n\\fBa.db\\fR\nthe \\[u00AB]library\\[u00BB]\n",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not in\n%s", want, page)
		}
	}
	if strings.Contains(page, "hidden") || strings.Count(page, "match") != 1 || strings.Count(page, "library") != 3 {
		t.Errorf("hidden or told twice:\n%s", page)
	}
}

// What is written is read without a warning, where there is a roff.
func TestRendered(t *testing.T) {
	groff, err := exec.LookPath("groff")
	if err != nil {
		t.Skip("there is no groff here")
	}
	cmd := exec.Command(groff, "-man", "-Tutf8", "-ww", "-P-cbou")
	cmd.Stdin = strings.NewReader(testPage(t))
	var out, warnings bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &warnings
	if err := cmd.Run(); err != nil || warnings.Len() > 0 {
		t.Errorf("%v: %s", err, &warnings)
	}
	if !strings.Contains(out.String(), ".not a request") || !strings.Contains(out.String(), "the «library»") {
		t.Error(out.String())
	}
}
