stack "shop" {}

cluster "prod" {
  for_each = { eu = "canary", us = "prod", ap = "prod", sa = "none" }
  labels   = { tier = each.value }
}

rollout { # error: In none: cluster.prod["sa"].
  home = cluster.prod # error: home must be a reference to a cluster of the stack.

  wave "canary" {
    select = { tier = "canary" }
  }

  wave "prod" {
    clusters = [cluster.prod["us"], cluster.prod["ap"]]
  }

  wave "more" {
    clusters = [cluster.prod["us"]] # error: cluster.prod["us"] is in the waves "prod" and "more"
  }
}
