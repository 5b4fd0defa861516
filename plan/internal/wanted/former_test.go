package wanted

import (
	"reflect"
	"testing"
)

func TestForms(t *testing.T) {
	for keys, want := range map[int][]int{0: nil, 1: {1}, 2: {1, 2, 3}, 3: {1, 2, 3, 4, 5, 6, 7}, 4: {1, 2, 4, 7, 8, 11, 13, 14, 15}} {
		if got := forms(keys); !reflect.DeepEqual(got, want) {
			t.Errorf("%d keys: %v, not %v", keys, got, want)
		}
	}
	if got := len(forms(maxLeft)); got != 2*maxLeft+1 {
		t.Errorf("%d forms of %d keys", got, maxLeft)
	}
}
