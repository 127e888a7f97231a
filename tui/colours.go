package tui

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// A ColourChoice paints a role of the theme in a colour of one's own: "#rrggbb", a
// number of the 256 colours, or the name of one of the terminal's sixteen.
type ColourChoice struct{ Role, Colour string }

// A RoleInfo says what is painted in a colour, and in which a theme paints it.
type RoleInfo struct{ Name, About, Usual string }

// Roles lists what colours of a theme can be chosen. Those of grounds get the
// text that is read best on them, black or white.
func Roles(theme string) []RoleInfo {
	p := paletteFor(theme)
	return []RoleInfo{
		{"dim", "what may be skipped, headings", p.dim.TrueColor},
		{"faint", "frames, values without records", p.faint.TrueColor},
		{"accent", "the focus, keys, remarks", p.accent.TrueColor},
		{"date", "dates and bars", p.blue.TrueColor},
		{"killed", "the killed, and what went wrong", p.red.TrueColor},
		{"speaker", "speakers", p.green.TrueColor},
		{"chip", "ground of the active filters", p.chip.TrueColor},
		{"passage", "ground of the passages cited", p.lit.TrueColor},
		{"cited", "ground of the passage one stands on", p.now.TrueColor},
		{"found", "ground of the search hit one stands on", p.hit.TrueColor},
	}
}

// A ColourProblem says what is wrong with a choice, or that its colour is hard to
// read.
type ColourProblem struct {
	Choice  int // its place
	Text    string
	Warning bool // it is taken all the same
}

// CheckColours looks at choices of colours for a theme: "dark", "light", or
// another for one that must be read on both.
func CheckColours(theme string, choices []ColourChoice) []ColourProblem {
	var problems []ColourProblem
	var names []string
	for _, r := range Roles(theme) {
		names = append(names, r.Name)
	}
	for i, c := range choices {
		if !slices.Contains(names, c.Role) {
			problems = append(problems, ColourProblem{i, fmt.Sprintf("there is no role %q%s", c.Role, meant(c.Role, names)), false})
			continue
		}
		colour, err := readColour(c.Colour)
		if err != nil {
			problems = append(problems, ColourProblem{i, err.Error(), false})
			continue
		}
		if text := c.hardToRead(theme, colour); text != "" {
			problems = append(problems, ColourProblem{i, text, true})
		}
	}
	return problems
}

// Least contrasts of WCAG 2.2: of text (1.4.3, AA), and of what is no text
// (1.4.11), which holds for faint things here.
const (
	textContrast  = 4.5
	faintContrast = 3
)

// grounds gives the extremes of what a theme is written on.
func grounds(theme string) []string {
	switch theme {
	case "dark":
		return []string{"#000000", "#282a36"}
	case "light":
		return []string{"#ffffff", "#fdf6e3"}
	}
	return []string{"#000000", "#ffffff"}
}

// hardToRead says where the colour of a role has too little contrast. The text on
// a ground is chosen to suit it.
func (c ColourChoice) hardToRead(theme string, colour lipgloss.CompleteColor) string {
	least := textContrast
	switch c.Role {
	case "faint":
		least = faintContrast
	case "chip", "passage", "cited", "found":
		return ""
	}
	for _, ground := range grounds(theme) {
		if has := contrast(colour.TrueColor, ground); has < least {
			return fmt.Sprintf("%s %s is hard to read on %s: its contrast is %.2f, %.1f is wanted", c.Role, c.Colour, ground, math.Floor(has*100)/100, least)
		}
	}
	return ""
}

// painted gives the palette with chosen colours. What CheckColours refuses is
// left as it is.
func (p palette) painted(choices []ColourChoice) palette {
	for _, c := range choices {
		colour, err := readColour(c.Colour)
		if err != nil {
			continue
		}
		switch c.Role {
		case "dim":
			p.dim = colour
		case "faint":
			p.faint = colour
		case "accent":
			p.accent, p.chipOn, p.onAccent = colour, colour, textOn(colour)
		case "date":
			p.blue = colour
		case "killed":
			p.red = colour
		case "speaker":
			p.green = colour
		case "chip":
			p.chip, p.onChip = colour, textOn(colour)
		case "passage":
			p.lit, p.onLit = colour, textOn(colour)
		case "cited":
			p.now, p.onNow = colour, textOn(colour)
		case "found":
			p.hit, p.onHit = colour, textOn(colour)
		}
	}
	return p
}

// textOn gives black or white, whichever is read better on a ground.
func textOn(ground lipgloss.CompleteColor) lipgloss.CompleteColor {
	if contrast(ground.TrueColor, "#000000") >= contrast(ground.TrueColor, "#ffffff") {
		return colour("#000000", "16", "0")
	}
	return colour("#ffffff", "231", "15")
}

func sixteenNames() []string {
	names := []string{"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"}
	for _, name := range names[:8:8] {
		names = append(names, "bright-"+name)
	}
	return names
}

// readColour reads a colour, and gives what comes nearest to it where there are
// fewer.
func readColour(s string) (lipgloss.CompleteColor, error) {
	name := strings.ToLower(strings.TrimSpace(s))
	if n := slices.Index(sixteenNames(), name); n >= 0 {
		name = strconv.Itoa(n)
	}
	if n, err := strconv.Atoi(name); err == nil && n >= 0 && n <= 255 {
		name = strconv.Itoa(n)
	} else if rgb, ok := strings.CutPrefix(name, "#"); !ok || len(rgb) != 6 || strings.Trim(rgb, "0123456789abcdef") != "" {
		return lipgloss.CompleteColor{}, fmt.Errorf("%q is no colour%s; write \"#rrggbb\", a number from 0 to 255, or a name such as bright-blue", s, meant(name, sixteenNames()))
	}
	full := termenv.TrueColor.Color(name)
	return colour(name, of(termenv.ANSI256, full), of(termenv.ANSI, full)), nil
}

// of gives a colour as one of those of a profile, by its number.
func of(profile termenv.Profile, c termenv.Color) string {
	switch c := profile.Convert(c).(type) {
	case termenv.ANSIColor:
		return strconv.Itoa(int(c))
	case termenv.ANSI256Color:
		return strconv.Itoa(int(c))
	}
	return ""
}

// contrast gives the contrast of two colours as WCAG 2 reckons it, 1 to 21.
func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance is the relative luminance of WCAG 2: of "#rrggbb", or of one of 256
// colours; the first sixteen, which are as the terminal has them, as in xterm.
func luminance(colour string) float64 {
	var l float64
	for i, v := range rgbOf(colour) {
		if v /= 255; v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		l += v * [3]float64{0.2126, 0.7152, 0.0722}[i]
	}
	return l
}

// rgbOf gives red, green and blue, 0 to 255.
func rgbOf(colour string) (rgb [3]float64) {
	switch n, err := strconv.Atoi(colour); {
	case err == nil && n >= 232:
		for i := range rgb {
			rgb[i] = float64(8 + 10*(n-232))
		}
	case err == nil && n >= 16:
		for i, step := range [3]int{36, 6, 1} {
			if v := (n - 16) / step % 6; v > 0 {
				rgb[i] = float64(55 + 40*v)
			}
		}
	default:
		if err == nil {
			colour = [...]string{"#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5",
				"#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff"}[n]
		}
		v, _ := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 32)
		rgb = [3]float64{float64(v >> 16), float64(v >> 8 & 255), float64(v & 255)}
	}
	return rgb
}
