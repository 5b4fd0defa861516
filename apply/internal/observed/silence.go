package observed

import (
	"maps"
	"slices"
	"sync"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// Silence is what of a stack a server has failed to answer about, as it does while a
// conversion webhook is down.
type Silence struct {
	mu    sync.Mutex
	about map[object.Ref]bool
	why   error // nil where it has answered about all
}

// About reports whether it has failed to answer about an object.
func (s *Silence) About(ref object.Ref) bool { return s.about[ref] }

// Why is the failure; nil where the server has answered about all.
func (s *Silence) Why() error { return s.why }

// Objects names those about which it has not answered, sorted.
func (s *Silence) Objects() []string {
	var names []string
	for _, ref := range slices.SortedFunc(maps.Keys(s.about), object.Compare) {
		names = append(names, ref.String())
	}
	return names
}

// Note takes a server's failure to answer about objects of the stack; what is not one
// stays an error.
func (s *Silence) Note(err error, about []object.Ref) error {
	if len(about) == 0 || !kube.IsServerFailure(err) {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.why = err; s.about == nil {
		s.about = map[object.Ref]bool{}
	}
	for _, ref := range about {
		s.about[ref] = true
	}
	return nil
}
