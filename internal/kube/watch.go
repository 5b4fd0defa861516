package kube

import (
	"context"
	"errors"
	"net/http"
	"sync"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube/internal/connection"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/retry"
)

// watching watches. client-go's reflectors and informers are for a process that
// never ends: they drop a refusal into a log and try for ever, and the tool for one
// watch, RetryWatcher, neither lists nor tells what was missed.
type watching struct{ reader reader }

// Follow calls handle for every object of the selection that there is (Changed),
// once with Synced, and then for whatever changes, until ctx ends (its error and
// cause) or handle fails (that error). Calls come one after the other. The watch
// survives restarts of the server and lost connections, and where nothing but lists
// gets through to the server it lists every now and then; what happened meanwhile
// is delivered as the difference. An object that was deleted is delivered as it
// was last seen; one that was replaced by another of its name, as a deletion
// and a change. Objects are not to be changed. A server that refuses to list
// ends the watch with its error. It lists whenever again asks it to, which ends with Synced.
// It tells when the watch does not get through (Blocked), and when it does again (Unblocked);
// and when nothing gets through (Away), and when something does again (Back).
func (w watching) Follow(ctx context.Context, s Selection, again *Again, handle func(Event) error) error {
	one := &watcher{reader: w.reader, selection: s, handle: handle, known: map[objectKey]map[string]any{}, asked: true}
	broken, refused := retry.BrokenWatch().Begin(), retry.RefusedWatch().Begin()
	for {
		if again.taken() {
			one.version, one.asked = "", true
		}
		turn, end := again.turn(ctx)
		works, err := one.run(turn)
		if works {
			broken.Reset()
		}
		if one.version != "" {
			refused.Reset()
		}
		switch stop := new(handlerError); {
		case ctx.Err() != nil:
			err = connection.Ended(ctx)
		case errors.As(err, stop):
			err = stop.error
		case turn.Err() != nil, !IsRefusal(err) || one.version != "" || one.synced && refused.Again(ctx):
			_ = broken.Again(turn)
			err = nil
		default:
			err = w.reader.explain(ctx, object.Ref{}, "watching "+s.String(), err)
		}
		if end(); err != nil {
			return err
		}
	}
}

// handlerError ends a watch because its handler failed.
type handlerError struct{ error }

// IsRefusal reports whether an error is a server's answer that asking again does not change.
func IsRefusal(err error) bool {
	var status apierrors.APIStatus
	if !errors.As(err, &status) {
		return false
	}
	switch code := status.Status().Code; code {
	case http.StatusGone, http.StatusTooManyRequests, http.StatusRequestTimeout, http.StatusConflict:
		return false
	default:
		return code >= 400 && code < 500
	}
}

// Again asks a watch to list once more: what it has delivered when it is Synced is as it was
// after it was asked.
type Again struct {
	mu    sync.Mutex
	asked bool
	wake  context.CancelFunc
}

// Ask asks for a list that has not begun yet.
func (a *Again) Ask() {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.asked = true; a.wake != nil {
		a.wake()
	}
}

// taken reports whether a list was asked for since it was called last.
func (a *Again) taken() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	asked := a.asked
	a.asked = false
	return asked
}

// turn is as long as no list is asked for.
func (a *Again) turn(ctx context.Context) (turn context.Context, end context.CancelFunc) {
	turn, end = context.WithCancel(ctx)
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.wake = end; a.asked {
		end()
	}
	return turn, end
}
