// For builds without the window.
#include "app/console.h"
#include "app/open_window.h"

namespace heddle::app {

int openWindow(int&, char**, const std::string&) {
    return complain({Fault::NotPermitted, "open the window", "this heddle was built without it",
                     "use the command line, see 'heddle --help'"});
}

}  // namespace heddle::app
