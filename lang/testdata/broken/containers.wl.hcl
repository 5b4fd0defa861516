stack "shop" {}

config_map "settings" {
  data = { workers = "4" }
}

workload "nginx-01" {
  kind = "Deployment"

  init_container "prepare" {
    image          = "busybox:1.36"
    restart_policy = "Sometimes" # error: restart_policy must be "Always", "OnFailure" or "Never"
  }

  container "nginx" {
    image = "nginx:1.27"
    lifecycle {
      start {
        command = [] # error: The number of elements of command must be 1 or more; this is 0.
      }
      post_start {
        exec = [] # error: The number of elements of exec must be 1 or more; this is 0.
      }
      pre_stop {
        http_get = { path = "quit" } # error: http_get has no port. # error: path must begin with "/"; this is "quit".
      }
    }
    health_check {
      liveness {
        exec              = ["true"]
        success_threshold = 2  # error: success_threshold must be 1; this is 2.
        failure_threshold = 0  # error: failure_threshold must be 1 or more; this is 0.
        timeout_seconds   = 0  # error: timeout_seconds must be 1 or more
        period_seconds    = 0  # error: period_seconds must be 1 or more
        initial_delay_seconds = -1 # error: initial_delay_seconds must be 0 or more
      }
      readiness {
        http_get = { port = 80, scheme = "FTP" }            # error: scheme must be "HTTP" or "HTTPS"
        termination_grace_period_seconds = 1 # error: Move it to the block workload > container > health_check > liveness: termination_grace_period_seconds = 
      }
      startup {
        grpc = { port = "grpc" } # error: port must be a whole number
      }
    }
    environment {
      field "POD" {
        path = "metadata.naem" # error: path must be metadata.name
      }
      resource "CPU" {
        resource = "limits.gpu" # error: resource must be "limits.cpu"
      }
    }
    security {
      run_as_user     = -1               # error: run_as_user must be 0 or more
      capabilities    = { add = ["net-admin"] } # error: add[0] must be a capability without "CAP_"
      seccomp_profile = { type = "None" } # error: type must be "RuntimeDefault", "Unconfined" or "Localhost"
    }
  }
}

workload "web-01" {
  kind = "Deployment"

  init_container "prepare" {
    image = "busybox:1.36"
    lifecycle {
      pre_stop { # error: init_container "prepare" completes before the other containers start, so it has no pre_stop.
        exec = ["true"]
      }
    }
    health_check {
      readiness { # error: so it has no readiness.
        exec = ["true"]
      }
    }
  }

  init_container "main" {
    image          = "busybox:1.36"
    restart_policy = "Always"
    port "http" {
      container_port = 80
    }
  }

  container "main" { # error: init_container "main" is already declared at
    image = "nginx:1.27"
    privileged = true
    port "web" {   # error: The port 80/TCP is already used
      container_port = 80
    }
    health_check {
      liveness { # error: liveness of container "main" has no action. Add one of exec, http_get, tcp_socket, grpc.
      }
      readiness { # error: readiness of container "main" has exec and tcp_socket, but only one of them is allowed.
        exec       = ["true"]
        tcp_socket = { port = "wep" } # error: container "main" has no port "wep". Did you mean "web"?
      }
    }
    environment {
      variables = { A = "1" }
      field "A" { # error: The variable A of container "main" is already set at
        path = "metadata.name"
      }
      resource "CPU" {
        resource  = "limits.cpu"
        container = "mian" # error: workload "web-01" has no container "mian". Did you mean "main"?
      }
      config_map_key "WORKERS" {
        config_map = config_map.settings.name
        key        = "worker" # error: config_map "settings" has no key "worker". Did you mean "workers"?
      }
    }
    security {
      run_as_user                = 0 # error: run_as_user = 0 is root, which run_as_non_root refuses.
      run_as_non_root            = true
      allow_privilege_escalation = false # error: container "main" is privileged
      capabilities               = { add = ["SYS_ADMIN", "CAP_SYS_ADMIN"] } # error: CAP_SYS_ADMIN includes privilege escalation
      seccomp_profile            = { type = "Localhost" } # error: has no localhost_profile
    }
  }
}
