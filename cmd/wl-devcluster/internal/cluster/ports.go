package cluster

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"path/filepath"
)

// Ports are drawn from a range below the one that operating systems give to outgoing connections, so that none of
// those takes a port between its choice and its use.
const (
	firstPort = 20000
	lastPort  = 29999
)

// ReservePorts chooses free ports on 127.0.0.1 for a new cluster and writes them into its record, passing over those
// of all other clusters, even where these are not listening yet.
func (d Dir) ReservePorts(ctx context.Context, record *Record) error {
	lock, err := Acquire(ctx, filepath.Join(string(d.root), "ports.lock"), nil)
	if err != nil {
		return err
	}
	taken, err := d.root.takenPorts()
	if err != nil {
		return errors.Join(err, lock.Remove())
	}
	for _, port := range []*int{
		&record.Ports.APIServer, &record.Ports.EtcdClient, &record.Ports.EtcdPeer, &record.Ports.Kubelet,
	} {
		if *port, err = freePort(taken); err != nil {
			return errors.Join(err, lock.Remove())
		}
		taken[*port] = true
	}
	return errors.Join(d.Write(record), lock.Remove())
}

func (r Root) takenPorts() (map[int]bool, error) {
	names, err := r.Names()
	if err != nil {
		return nil, err
	}
	taken := map[int]bool{}
	for _, name := range names {
		record, err := Dir{root: r, Name: name}.Read()
		if err != nil {
			// A cluster that is being removed, or whose record is broken, reserves nothing.
			continue
		}
		for _, port := range []int{
			record.Ports.APIServer, record.Ports.EtcdClient, record.Ports.EtcdPeer, record.Ports.Kubelet,
		} {
			taken[port] = true
		}
	}
	return taken, nil
}

func freePort(taken map[int]bool) (int, error) {
	for range 1000 {
		port := firstPort + rand.IntN(lastPort-firstPort+1)
		if taken[port] {
			continue
		}
		listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			continue
		}
		if err := listener.Close(); err != nil {
			return 0, fmt.Errorf("probe port %d: %w", port, err)
		}
		return port, nil
	}
	return 0, fmt.Errorf("find a free port between %d and %d on 127.0.0.1: none of 1000 tried is free", firstPort, lastPort)
}
