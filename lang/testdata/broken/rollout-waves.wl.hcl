stack "shop" { limits = "kubernetes" }

variable "address" {
  default = { a = "http://a:9090", b = "http://b:9090" }
}

cluster "a" {}
cluster "b" {}

rollout {
  home = workload.job # error: home must be a cluster of the stack, and "job" is not one

  wave "both" {
    clusters = [cluster.a]
    select   = {} # error: wave "both" has both clusters and select
  }

  wave "neither" { # error: wave "neither" has neither clusters nor select
  }

  wave "other" {
    clusters = [workload.job] # error: clusters must be clusters of the stack, and "job" is not one
  }

  wave "wrong" {
    clusters = "a" # error: clusters must be a list of references
  }

  wave "analysed" {
    clusters = [cluster.a, cluster.b]
    analysis "x" {
      prometheus = { address = var.address[target.name], query = "x" } # error: address must be the same for all clusters of a wave
      interval   = "1m"
      count      = 1
      success    = true
    }
    analysis "z" {
      prometheus = {
        address      = "http://user:password@a:9090" # warning: address begins with http://, so that whoever is on the way can read the credentials
        query        = "x"
        bearer_token = "t" # error: bearer_token is sent as the credentials, and address has others
      }
      interval = "1m"
      count    = 1
      success  = true
    }
    analysis "w" {
      prometheus = {
        address      = "http://a:9090" # warning: address begins with http://, so that whoever is on the way can read the credentials
        query        = "x"
        bearer_token = var.address[target.name] # error: bearer_token must be the same for all clusters of a wave
      }
      interval = "1m"
      count    = 1
      success  = true
    }
    analysis "v" {
      prometheus = {
        address      = "http://a:9090"
        query        = "x"
        bearer_token = "a\n" # error: bearer_token must be one word without spaces
      }
      interval = "1m"
      count    = 1
      success  = true
    }
    analysis "y" {
      prometheus = { address = "http://a:9090", query = target.labels.missing } # error: target.labels has no "missing"
      interval   = "1m"
      count      = 1
      success    = 1 # error: success must be true or false
    }
  }

  window { # error: window has neither deny nor allow
    duration = "1h"
  }

  window {
    deny     = "0 0 * * *"
    allow    = "0 1 * * *" # error: A window either denies or allows
    duration = "1h"
  }
}

workload "job" {
  kind = "Job"
  container "main" {
    image = "busybox:1.37.0"
  }
}
