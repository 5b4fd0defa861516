package faults

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// fail does to a request what a fault says.
func (p *proxy) fail(w http.ResponseWriter, r *http.Request, f *Fault) {
	switch f.Kind {
	case Refused:
		p.refuse(f.For)
		panic(http.ErrAbortHandler)
	case Hung, Slow:
		hang(r, f.For)
		if f.Kind == Hung {
			panic(http.ErrAbortHandler)
		}
	case Dropped, Cut:
		p.drop(f)
		panic(http.ErrAbortHandler)
	case Throttled:
		w.Header().Set("Retry-After", fmt.Sprint(int(f.For/time.Second)))
		refuse(w, http.StatusTooManyRequests, metav1.StatusReasonTooManyRequests)
		return
	case Failed500, Failed502, Failed503, Failed504, Forbidden, Unauthorized, LoginPage, Redirected:
		refuseBy(w, f.Kind)
		return
	case WatchEnded, WatchBroken, WatchExpired, WatchGone:
		p.failWatch(w, r, f)
		return
	case Lost, LostWithAll, Truncated, Short, Late504, Late504Said, Late504Empty, KilledAfter:
		p.spoil(w, r, f)
		return
	default:
		f.do()
	}
	if classOf(r) == Watch {
		p.forward.ServeHTTP(w, r)
		return
	}
	give(w, p.ask(r))
}

// drop loses a request before the server has it: with its connection, or alone.
func (p *proxy) drop(f *Fault) {
	if f.Kind == Cut {
		p.cut()
	} else if f.do != nil {
		f.do()
	}
}

// hang waits, or until nobody waits for the answer any more.
func hang(r *http.Request, for_ time.Duration) {
	select {
	case <-time.After(for_):
	case <-r.Context().Done():
	}
}

// spoil has the server answer, and gives not all of it.
func (p *proxy) spoil(w http.ResponseWriter, r *http.Request, f *Fault) {
	if classOf(r) == Watch {
		p.failWatch(w, r, &Fault{Kind: WatchBroken, For: 100 * time.Millisecond})
		return
	}
	answer := p.ask(r)
	body := answer.Body.Bytes()
	switch f.Kind {
	case LostWithAll:
		p.cut()
	case KilledAfter:
		f.do()
	case Late504, Late504Said, Late504Empty:
		late(w, f.Kind)
		return
	case Truncated:
		w.Header().Set("Content-Length", fmt.Sprint(len(body)))
		head(w, answer)
		_, _ = w.Write(body[:len(body)/2])
		_ = http.NewResponseController(w).Flush()
	case Short:
		answer.Header().Del("Content-Length")
		head(w, answer)
		_, _ = w.Write(body[:len(body)/2])
		return
	}
	panic(http.ErrAbortHandler)
}

// failWatch ends a watch; of another request, there is no answer.
func (p *proxy) failWatch(w http.ResponseWriter, r *http.Request, f *Fault) {
	switch f.Kind {
	case WatchGone:
		refuse(w, http.StatusGone, metav1.StatusReasonExpired)
		return
	case WatchExpired:
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"type": "ERROR", "object": status(http.StatusGone, metav1.StatusReasonExpired)})
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), f.For)
	defer cancel()
	caught(func() { p.forward.ServeHTTP(w, r.WithContext(ctx)) })
	if f.Kind == WatchBroken {
		panic(http.ErrAbortHandler)
	}
}

// refuse answers as an API server does that does not do what it was asked to.
func refuse(w http.ResponseWriter, code int, reason metav1.StatusReason) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(status(code, reason)) // the client may be gone
}

func status(code int, reason metav1.StatusReason) metav1.Status {
	return metav1.Status{
		TypeMeta: metav1.TypeMeta{APIVersion: "v1", Kind: "Status"}, Status: metav1.StatusFailure,
		Code: int32(code), Reason: reason, Message: "injected: " + http.StatusText(code),
	}
}

// refuseBy answers as a server that fails, or a proxy before it.
func refuseBy(w http.ResponseWriter, k Kind) {
	switch k {
	case Failed500:
		refuse(w, http.StatusInternalServerError, metav1.StatusReasonInternalError)
	case Forbidden:
		refuse(w, http.StatusForbidden, metav1.StatusReasonForbidden)
	case Unauthorized:
		refuse(w, http.StatusUnauthorized, metav1.StatusReasonUnauthorized)
	case LoginPage:
		page(w, http.StatusOK)
	case Redirected:
		w.Header().Set("Location", "https://127.0.0.1:1/login")
		w.WriteHeader(http.StatusFound)
	case Failed503:
		refuse(w, http.StatusServiceUnavailable, metav1.StatusReasonServiceUnavailable)
	case Failed504:
		refuse(w, http.StatusGatewayTimeout, metav1.StatusReasonTimeout)
	default:
		page(w, http.StatusBadGateway)
	}
}

// late answers that the server has taken too long.
func late(w http.ResponseWriter, k Kind) {
	switch k {
	case Late504Said:
		refuse(w, http.StatusGatewayTimeout, metav1.StatusReasonTimeout)
	case Late504Empty:
		w.WriteHeader(http.StatusGatewayTimeout)
	default:
		page(w, http.StatusGatewayTimeout)
	}
}

// page answers as something does that knows nothing of Kubernetes.
func page(w http.ResponseWriter, code int) {
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(code)
	_, _ = fmt.Fprintf(w, "<html><h1>%s</h1></html>", http.StatusText(code))
}
