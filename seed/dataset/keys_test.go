package dataset

import (
	"math/rand/v2"
	"strconv"
	"testing"
)

func TestKeySetHoldsEveryKeyOnce(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	seen := map[string]bool{}
	k := newKeySet()
	for range 20000 {
		key := []string{"", "AFG", "UKR", "1XYZ", "long prefix ", "0", "a0"}[rng.IntN(7)] + strconv.Itoa(rng.IntN(3000))
		if got, want := k.add(key), !seen[key]; got != want {
			t.Fatalf("%q is new: %v, want %v", key, got, want)
		}
		seen[key] = true
	}
	for _, key := range []string{"AFG1", "AFG01", "99999999999999999999999", "99999999999999999999998", "é1", ""} {
		if first, again := k.add(key+"x"), k.add(key+"x"); !first || again {
			t.Errorf("%q: new %v, again %v", key, first, again)
		}
	}
	if !k.add("AFG010") || k.add("AFG010") {
		t.Error("a leading zero is lost")
	}
}
