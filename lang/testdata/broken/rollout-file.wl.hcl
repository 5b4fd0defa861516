stack "shop" {
  state {
    backend = "file"
    path    = "state"
  }
}

rollout {
  wave "all" { # error: a rollout in waves is kept in a cluster
    select = {} # warning: wave "all" has no clusters
  }
}
