package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"sync"
	"time"
)

// identity is the certificate of all servers of the bench.
type identity struct {
	certificate tls.Certificate
	ca          []byte // PEM
}

func newIdentity() (*identity, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, err
	}
	ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw})
	return &identity{tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key}, ca}, nil
}

// listening is a server of the bench, over HTTP/2, that counts its connections.
type listening struct {
	address string
	http    *http.Server

	mu          sync.Mutex
	connections int
}

func (id *identity) serve(handler http.Handler) (*listening, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	l := &listening{address: "https://" + listener.Addr().String()}
	l.http = &http.Server{
		Handler: handler, TLSConfig: &tls.Config{Certificates: []tls.Certificate{id.certificate}},
		ErrorLog: log.New(io.Discard, "", 0), // of clients that are gone
		ConnState: func(_ net.Conn, s http.ConnState) {
			if s == http.StateNew {
				l.mu.Lock()
				l.connections++
				l.mu.Unlock()
			}
		},
	}
	go func() { _ = l.http.ServeTLS(listener, "", "") }()
	return l, nil
}

// replayed is a cluster of which there is nothing but recorded answers.
type replayed struct {
	*listening

	mu       sync.Mutex
	tape     *tape
	asked    map[string]int // how often each request has come
	requests int
	unknown  []string // requests that have no answer
	records  *records
	listed   map[list]chan struct{} // closed when it is answered
}

// patience is how long a write waits for lists that are perhaps not asked for this time.
const patience = 10 * time.Second

// rewind has the server begin at the beginning of a tape. Where wl writes, what it keeps
// for itself is as it writes it; nil where it does not write.
func (s *replayed) rewind(t *tape, kept *records) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tape, s.asked, s.requests, s.unknown, s.records = t, map[string]int{}, 0, nil, kept
	s.listed = map[list]chan struct{}{}
	for _, l := range t.lists {
		s.listed[l] = make(chan struct{})
	}
	s.listening.mu.Lock()
	defer s.listening.mu.Unlock()
	s.connections = 0
}

func (s *replayed) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	key := keyOf(r, body)
	s.mu.Lock()
	s.requests++
	n, tape, records, listed := s.asked[key], s.tape, s.records, s.listed
	s.asked[key]++
	s.mu.Unlock()
	if records != nil && records.answer(w, r, body) {
		return
	}
	a, known := tape.nth(key, n)
	if !known {
		s.mu.Lock()
		s.unknown = append(s.unknown, r.Method+" "+r.URL.String())
		s.mu.Unlock()
		http.Error(w, "no answer is recorded", http.StatusNotImplemented)
		return
	}
	waiting, cancel := context.WithTimeout(r.Context(), patience)
	defer cancel()
	for _, l := range a.after {
		select {
		case <-listed[l]:
		case <-waiting.Done():
		}
	}
	a.replay(w, r)
	for l, answered := range listed {
		if l.key == key && l.nth == n {
			close(answered)
		}
	}
}

// count is what has come since the last rewind.
func (s *replayed) count() (connections, requests int, unknown []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.listening.mu.Lock()
	defer s.listening.mu.Unlock()
	return s.connections, s.requests, s.unknown
}
