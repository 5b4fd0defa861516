package conceal

import (
	"slices"
	"sort"

	"github.com/hashicorp/hcl/v2"
)

// ordered are the places of a file in order.
type ordered struct {
	places []withheldPlace
	ends   []int // the last end of each place and those before it
}

func orderedOf(places []withheldPlace) *ordered {
	o := &ordered{places: slices.Clone(places), ends: make([]int, len(places))}
	slices.SortStableFunc(o.places, func(a, b withheldPlace) int { return a.start - b.start })
	last := 0
	for i, p := range o.places {
		last = max(last, p.end)
		o.ends[i] = last
	}
	return o
}

// around are the places that have something between two others.
func (o *ordered) around(from, to int) (all []withheldPlace) {
	next := sort.Search(len(o.places), func(i int) bool { return o.places[i].start >= to })
	for i := next - 1; i >= 0 && o.ends[i] > from; i-- {
		if o.places[i].end > from {
			all = append(all, o.places[i])
		}
	}
	return all
}

// around are the places that a diagnostic is about. Those of files are ordered once.
func (w *Withheld) around(d *hcl.Diagnostic, sorted map[string]*ordered) []withheldPlace {
	if d.Subject == nil || len(w.places[d.Subject.Filename]) == 0 {
		return nil
	}
	r := *d.Subject
	if c := d.Context; c != nil && c.Filename == r.Filename {
		r = hcl.RangeOver(r, *c)
	}
	return w.within(r, sorted)
}

// within are the places that have something of a stretch.
func (w *Withheld) within(r hcl.Range, sorted map[string]*ordered) []withheldPlace {
	if sorted[r.Filename] == nil {
		sorted[r.Filename] = orderedOf(w.places[r.Filename])
	}
	return sorted[r.Filename].around(r.Start.Byte, max(r.End.Byte, r.Start.Byte+1))
}
