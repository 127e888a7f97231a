package tui

import (
	"cmp"
	"io"
	"strconv"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// A style is the pair of escape sequences around a piece of text; the zero
// style writes it as it is.
type style struct{ on, off string }

// A theme holds every style of the program and says how its glyphs are drawn.
type theme struct {
	strong  style // the record under the cursor
	dim     style // what may be skipped
	faint   style // frames, values without records
	heading style // sections, years
	badge   style // the program's name
	focus   style // frame title and cursor of the focused pane
	key     style // a key that can be pressed
	chip    style // an active filter
	chipOn  style // the active filter under the cursor
	date    style
	bar     style
	killed  style
	speaker style
	quote   style
	lit     style         // a passage that the record one reads about rests on
	now     style         // the cited passage one stands on
	hit     style         // what a search found
	hitNow  style         // the hit one stands on
	actors  [hues]style   // names of actors in a text
	remark  style         // the word that says that care is needed
	alert   style         // what went wrong
	dots    [shades]style // of events on a map, of few in a cell first; without colours none
	shades  [shades]style // of a map's tiles, of few events first; without colours enough to tell them apart none

	ascii    bool
	finished []*line // to be written on again
}

// A palette gives the colours of one background, each as true colour, as one
// of 256 and as one of the terminal's own 16.
type palette struct {
	dim, faint, accent, blue, red, green lipgloss.CompleteColor
	onAccent, chip, onChip, chipOn       lipgloss.CompleteColor
	lit, onLit, now, onNow, hit, onHit   lipgloss.CompleteColor
}

func colour(hex, of256, of16 string) lipgloss.CompleteColor {
	return lipgloss.CompleteColor{TrueColor: hex, ANSI256: of256, ANSI: of16}
}

// A tint is a ground and what is written on it.
type tint struct{ ground, text lipgloss.CompleteColor }

// tints shade the tiles of a map, more strongly the more events there are. The
// sixteen colours of a terminal's own have no such steps.
func tints(background string) [shades]tint {
	tinted := func(ground, ground256, text, text256 string) tint {
		return tint{colour(ground, ground256, ""), colour(text, text256, "")}
	}
	if background == "light" {
		return [shades]tint{
			tinted("#dfebf8", "195", "#10141c", "16"), tinted("#b3d1f0", "153", "#10141c", "16"),
			tinted("#78aee6", "75", "#10141c", "16"), tinted("#0b4f96", "24", "#ffffff", "231"),
		}
	}
	return [shades]tint{
		tinted("#22344d", "17", "#ffffff", "231"), tinted("#2a4f7e", "20", "#ffffff", "231"),
		tinted("#2f6cb0", "25", "#ffffff", "231"), tinted("#7cbcfa", "117", "#10141c", "16"),
	}
}

// Each palette is read on every usual ground of its kind: text at 4.5 to 1 or
// more (WCAG 2, AA), faint things at 3 to 1. Dark grounds are those from black
// to #282a36, light ones those from white to #fdf6e3.
func darkPalette() palette {
	return palette{
		dim: colour("#969cad", "246", "7"), faint: colour("#757c92", "243", "7"),
		accent: colour("#e5b450", "179", "11"), blue: colour("#6fb1f5", "75", "14"),
		red: colour("#f2716b", "203", "9"), green: colour("#8fd28a", "114", "10"),
		onAccent: colour("#16161e", "234", "0"),
		chip:     colour("#3a4051", "238", "4"), onChip: colour("#e6e9f0", "255", "15"),
		chipOn: colour("#e5b450", "179", "11"),
		lit:    colour("#5a4718", "58", "7"), onLit: colour("#f7ecd0", "230", "0"),
		now: colour("#e5b450", "179", "11"), onNow: colour("#16161e", "234", "0"),
		hit: colour("#6fb1f5", "75", "14"), onHit: colour("#16161e", "234", "0"),
	}
}

func lightPalette() palette {
	return palette{
		dim: colour("#5d6370", "241", "0"), faint: colour("#858b98", "244", "8"),
		accent: colour("#8a5a00", "94", "4"), blue: colour("#0b5cad", "25", "4"),
		red: colour("#b3261e", "124", "1"), green: colour("#22702a", "22", "0"),
		onAccent: colour("#ffffff", "231", "15"),
		chip:     colour("#dde1e8", "254", "7"), onChip: colour("#1c1f26", "234", "0"),
		chipOn: colour("#8a5a00", "94", "4"),
		lit:    colour("#fae7b5", "223", "11"), onLit: colour("#1c1600", "233", "0"),
		now: colour("#f2c14e", "221", "0"), onNow: colour("#1c1600", "233", "15"),
		hit: colour("#0b5cad", "25", "4"), onHit: colour("#ffffff", "231", "15"),
	}
}

// eitherPalette reads on black and on white, which leaves middle tones of nearly
// one luminance; among 256 colours there are six. The sixteen of a terminal's own
// are as its reader set them up.
func eitherPalette() palette {
	return palette{
		dim: colour("#6f7684", "243", ""), faint: colour("#7d8391", "244", "8"),
		accent: colour("#9a6d10", "131", "3"), blue: colour("#2c77c5", "63", "6"),
		red: colour("#d1433a", "163", "1"), green: colour("#37853d", "29", "2"),
		onAccent: colour("#16161e", "234", "0"),
		chip:     colour("#5b6272", "241", "4"), onChip: colour("#ffffff", "231", "15"),
		chipOn: colour("#c08a1c", "179", "11"),
		lit:    colour("#d9c48a", "186", "7"), onLit: colour("#16161e", "234", "0"),
		now: colour("#e5b450", "179", "11"), onNow: colour("#16161e", "234", "0"),
		hit: colour("#1f66ad", "25", "6"), onHit: colour("#ffffff", "231", "0"),
	}
}

// paletteFor gives the palette of a background.
func paletteFor(background string) palette {
	switch background {
	case "dark":
		return darkPalette()
	case "light":
		return lightPalette()
	}
	return eitherPalette()
}

// newTheme builds the theme of a background ("dark", "light", else one that
// reads on both) for what the terminal can show. The profile is given, never
// asked of the terminal; noColours leaves weight alone, noStyles nothing.
func newTheme(background string, profile termenv.Profile, ascii bool) theme {
	return paintedTheme(paletteFor(background), background, profile, ascii)
}

// paintedTheme builds the theme of a palette of one's own.
func paintedTheme(p palette, background string, profile termenv.Profile, ascii bool) theme {
	switch {
	case profile >= noStyles:
		return theme{ascii: ascii}
	case profile >= noColours:
		return monochrome(ascii)
	}
	r := lipgloss.NewRenderer(io.Discard, termenv.WithProfile(profile))
	r.SetColorProfile(profile)
	s := r.NewStyle
	var tinted [shades]style
	if profile <= termenv.ANSI256 {
		for i, t := range tints(background) {
			tinted[i] = built(s().Foreground(t.text).Background(t.ground))
		}
	}
	return theme{
		strong:  built(s().Bold(true)),
		dim:     built(s().Foreground(p.dim)),
		faint:   built(s().Foreground(p.faint)),
		heading: built(s().Foreground(p.dim).Bold(true)),
		badge:   built(s().Foreground(p.onAccent).Background(p.chipOn).Bold(true)),
		focus:   built(s().Foreground(p.accent).Bold(true)),
		key:     built(s().Foreground(p.accent)),
		chip:    built(s().Foreground(p.onChip).Background(p.chip)),
		chipOn:  built(s().Foreground(p.onAccent).Background(p.chipOn).Bold(true)),
		date:    built(s().Foreground(p.blue)),
		bar:     built(s().Foreground(p.blue)),
		killed:  built(s().Foreground(p.red)),
		speaker: built(s().Foreground(p.green)),
		quote:   built(s().Italic(true)),
		lit:     built(s().Foreground(p.onLit).Background(p.lit)),
		now:     built(s().Foreground(p.onNow).Background(p.now).Bold(true)),
		actors:  coloured(r, actorColours(background)),
		hit:     built(s().Foreground(p.blue).Bold(true).Underline(true)),
		hitNow:  built(s().Foreground(p.onHit).Background(p.hit).Bold(true)),
		remark:  built(s().Foreground(p.accent).Bold(true)),
		alert:   built(s().Foreground(p.red).Bold(true)),
		dots: [shades]style{built(s().Foreground(p.blue)), built(s().Foreground(p.green)),
			built(s().Foreground(p.accent)), built(s().Foreground(p.red))},
		shades: tinted,
		ascii:  ascii,
	}
}

// noStyles is the profile of a terminal that knows no escape sequences.
const noStyles = termenv.Ascii + 1

// monochrome is a theme of weight alone: bold, underlined, reversed.
func monochrome(ascii bool) theme {
	sgr := func(codes string) style { return style{"\x1b[" + codes + "m", "\x1b[0m"} }
	return theme{
		strong: sgr("1"), heading: sgr("1"), focus: sgr("1"), key: sgr("1"),
		badge: sgr("1;7"), chipOn: sgr("7"),
		lit: sgr("7"), now: sgr("1;7"), hit: sgr("4"), hitNow: sgr("1;4"),
		remark: sgr("1"), alert: sgr("1"),
		ascii: ascii,
	}
}

// over is a style on top of another.
func (s style) over(below style) style { return style{below.on + s.on, cmp.Or(s.off, below.off)} }

// built takes a lip gloss style apart into its two escape sequences, so that
// no frame has to go through lip gloss.
func built(s lipgloss.Style) style {
	on, off, _ := strings.Cut(s.Render("x"), "x")
	return style{on, off}
}

// Surroundings is what the environment says of the terminal; getenv is
// os.Getenv outside tests.
type surroundings struct {
	profile    termenv.Profile
	background string
	ascii      bool
}

// readSurroundings reads NO_COLOR, COLORTERM, TERM, COLORFGBG and the locale.
func readSurroundings(getenv func(string) string) surroundings {
	return surroundings{
		profile:    colourProfile(getenv),
		background: backgroundOf(getenv("COLORFGBG")),
		ascii:      asciiOnly(getenv),
	}
}

func colourProfile(getenv func(string) string) termenv.Profile {
	name := getenv("TERM")
	switch depth := strings.ToLower(getenv("COLORTERM")); {
	case name == "dumb":
		return noStyles
	case getenv("NO_COLOR") != "":
		return noColours
	case depth == "truecolor" || depth == "24bit":
		return termenv.TrueColor
	case strings.Contains(name, "direct"), strings.HasPrefix(name, "xterm-kitty"), strings.HasPrefix(name, "alacritty"),
		strings.HasPrefix(name, "wezterm"), strings.HasPrefix(name, "xterm-ghostty"), strings.HasPrefix(name, "foot"):
		return termenv.TrueColor
	case strings.Contains(name, "256color"), depth != "":
		return termenv.ANSI256
	}
	return termenv.ANSI
}

// backgroundOf reads COLORFGBG ("15;0", "0;default;15"): the colour number
// after the last semicolon is the background's.
func backgroundOf(colorfgbg string) string {
	n, err := strconv.Atoi(colorfgbg[strings.LastIndexByte(colorfgbg, ';')+1:])
	switch {
	case err != nil || n < 0 || n > 15:
		return ""
	case n == 7 || n > 8:
		return "light"
	}
	return "dark"
}

// asciiOnly reports whether nothing beyond ASCII can be shown: a console
// without the glyphs, or a locale that names another character set. No locale
// at all ("", "C", "POSIX") says nothing about the terminal.
func asciiOnly(getenv func(string) string) bool {
	if name := getenv("TERM"); name == "linux" || name == "dumb" {
		return true
	}
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale := getenv(name); locale != "" {
			_, set, named := strings.Cut(strings.ToLower(locale), ".")
			set, _, _ = strings.Cut(strings.ReplaceAll(set, "-", ""), "@")
			return named && set != "utf8"
		}
	}
	return false
}
